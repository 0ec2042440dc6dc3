package io.xenscribe.api.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The inputs of a fuzz target, kept as files: where fuzzing begins, and what it found. A build runs them all, and mutations
 * of them that are the same each time, so that a decoder which cannot stand its input fails a test.
 *
 * <pre>{@code
 * FuzzCorpus.in(Path.of("src/test/fuzz/meminfo")).run(2000, MeminfoFuzz::fuzzerTestOneInput);
 * }</pre>
 */
public final class FuzzCorpus {

    private static final long SEED = 20_261_122;
    private static final int LONGEST_SPLINTER = 64;

    /** Numbers at which decoders err. */
    private static final List<byte[]> SPLINTERS = List.of(
            new byte[] {0},
            new byte[] {-1},
            new byte[] {0, 0, 0, 0},
            new byte[] {-1, -1, -1, -1},
            new byte[] {-1, -1, -1, 127},
            new byte[] {0, 0, 0, -128},
            new byte[] {'\n'},
            new byte[] {'\\'},
            new byte[] {'"'},
            new byte[] {' '},
            "99999999999999999999".getBytes(StandardCharsets.US_ASCII));

    private final List<byte[]> inputs;

    private FuzzCorpus(List<byte[]> inputs) {
        this.inputs = inputs;
    }

    /** What decodes bytes; whatever it throws is a find. */
    @FunctionalInterface
    public interface Target {
        void decode(byte[] input) throws Exception;
    }

    /**
     * All files below a folder.
     *
     * @throws IOException when there is no file, or one cannot be read
     */
    public static FuzzCorpus in(Path folder) throws IOException {
        List<byte[]> inputs = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                inputs.add(Files.readAllBytes(file));
            }
        }
        if (inputs.isEmpty()) {
            throw new IOException(folder + " has no inputs");
        }
        return new FuzzCorpus(inputs);
    }

    /**
     * Gives all inputs to {@code target}, then mutations of them.
     *
     * @throws AssertionError with the bytes, when the target throws
     */
    public void run(int mutations, Target target) {
        for (byte[] input : inputs) {
            give(input, target);
        }
        Random random = new Random(SEED);
        for (int i = 0; i < mutations; i++) {
            give(mutated(inputs.get(i % inputs.size()), random), target);
        }
    }

    private static void give(byte[] input, Target target) {
        try {
            target.decode(input.clone());
        } catch (Exception | Error find) {
            throw new AssertionError(find + " at these bytes: " + HexFormat.of().formatHex(input), find);
        }
    }

    private static byte[] mutated(byte[] input, Random random) {
        byte[] bytes = input;
        for (int count = 1 + random.nextInt(4); count > 0; count--) {
            int at = random.nextInt(bytes.length + 1);
            int end = Math.min(bytes.length, at + random.nextInt(LONGEST_SPLINTER));
            byte[] splinter = SPLINTERS.get(random.nextInt(SPLINTERS.size()));
            bytes = switch (random.nextInt(6)) {
                case 0 -> joined(bytes, at, new byte[] {(byte) random.nextInt(256)}, Math.min(bytes.length, at + 1));
                case 1 -> joined(bytes, at, splinter, Math.min(bytes.length, at + splinter.length));
                case 2 -> joined(bytes, at, splinter, at);
                case 3 -> joined(bytes, at, new byte[0], end);
                case 4 -> joined(bytes, at, Arrays.copyOfRange(bytes, at, end), at);
                default -> Arrays.copyOf(bytes, at);
            };
        }
        return bytes;
    }

    private static byte[] joined(byte[] bytes, int end, byte[] middle, int from) {
        byte[] joined = Arrays.copyOf(bytes, end + middle.length + bytes.length - from);
        System.arraycopy(middle, 0, joined, end, middle.length);
        System.arraycopy(bytes, from, joined, end + middle.length, bytes.length - from);
        return joined;
    }
}
