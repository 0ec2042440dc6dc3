package io.xenscribe.linux;

import static org.assertj.core.api.Assertions.assertThat;

import com.kenai.jffi.MemoryIO;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class FreedMemoryTest {

    private static final int BLOCK = 64 * 1024;
    private static final int BLOCKS = 500;

    @Test
    void isGivenBackAlthoughABlockBehindItIsInUse() throws IOException {
        MemoryIO memory = MemoryIO.getInstance();
        long[] blocks = new long[BLOCKS];
        for (int i = 0; i < BLOCKS; i++) {
            blocks[i] = memory.allocateMemory(BLOCK, true);
            memory.setMemory(blocks[i], BLOCK, (byte) 1);
        }
        long last = blocks[BLOCKS - 1];
        for (int i = 0; i < BLOCKS - 1; i++) {
            memory.freeMemory(blocks[i]);
        }
        long before = anonymousKib();
        FreedMemory.giveBack();
        assertThat(before - anonymousKib()).isGreaterThan((long) BLOCKS * BLOCK / 1024 / 2);
        memory.freeMemory(last);
    }

    private static long anonymousKib() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/smaps_rollup"))) {
            if (line.startsWith("Anonymous:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", ""));
            }
        }
        throw new AssertionError("no line Anonymous in smaps_rollup");
    }
}
