package io.xenscribe.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * {@code bin/xenscribe}: a static ELF program of about 800 bytes that reads {@code lib/xenscribe.options} above its own
 * folder and becomes the Java runtime named there.
 *
 * <p>The JDK's own launcher for packaged applications starts {@code sh}, {@code rpm} and {@code dpkg} each time, and the
 * build machine need not have a C compiler. So the machine code comes along as hexadecimal text next to its assembler
 * source, and only the ELF frame is made here (System V ABI, chapter 4; all numbers are little-endian).
 */
final class Launcher {

    private static final int HEADER = 64;
    private static final int PROGRAM_HEADER = 56;
    private static final int SEGMENTS = 3;
    private static final int CODE_OFFSET = HEADER + SEGMENTS * PROGRAM_HEADER;

    private static final long CODE_ADDRESS = 0x400000;
    /** Where the assembler sources put their buffers, and how much they use. */
    private static final long DATA_ADDRESS = 0x500000;

    private static final long DATA_SIZE = 0x48000;
    /** The largest page size of both processors. */
    private static final long ALIGNMENT = 0x10000;

    private static final int LOAD = 1;
    private static final int STACK = 0x6474e551;
    private static final int EXECUTE = 1;
    private static final int WRITE = 2;
    private static final int READ = 4;

    private Launcher() {}

    /** The whole executable file. */
    static byte[] executable(Machine machine) {
        byte[] code = machineCode(machine);
        long size = CODE_OFFSET + (long) code.length;
        ByteBuffer out = ByteBuffer.allocate((int) size).order(ByteOrder.LITTLE_ENDIAN);
        header(out, machine);
        segment(out, LOAD, READ | EXECUTE, CODE_ADDRESS, size, size);
        segment(out, LOAD, READ | WRITE, DATA_ADDRESS, 0, DATA_SIZE);
        segment(out, STACK, READ | WRITE, 0, 0, 0);
        return out.put(code).array();
    }

    private static void header(ByteBuffer out, Machine machine) {
        out.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0}).putLong(0);
        out.putShort((short) 2).putShort((short) machine.elfNumber).putInt(1);
        out.putLong(CODE_ADDRESS + CODE_OFFSET).putLong(HEADER).putLong(0).putInt(0);
        out.putShort((short) HEADER).putShort((short) PROGRAM_HEADER).putShort((short) SEGMENTS);
        out.putShort((short) 64).putShort((short) 0).putShort((short) 0);
    }

    private static void segment(ByteBuffer out, int type, int rights, long address, long fileSize, long memorySize) {
        out.putInt(type).putInt(rights);
        out.putLong(0).putLong(address).putLong(address);
        out.putLong(fileSize).putLong(memorySize).putLong(type == LOAD ? ALIGNMENT : 16);
    }

    private static byte[] machineCode(Machine machine) {
        String name = "launcher-" + machine.label + ".hex";
        try (InputStream in = Launcher.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new PackagingException(name + " is missing from packaging's resources");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            return HexFormat.of().parseHex(text.replace("\n", ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
