package io.xenscribe.mapping;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a file holds, reading it ends, without an exception. {@code testbed/fuzz} looks further. */
class ReaderFuzzTest {

    private static final int ROUNDS = 2500;
    private static final List<String> SPLINTERS = List.of(
            "${",
            "}",
            "|",
            "??",
            "'",
            "\"",
            "{",
            "[",
            "]",
            ":",
            ": ",
            "~",
            "*a",
            "&a ",
            "<<: ",
            "!!int ",
            "!x ",
            "\t",
            "---\n",
            "- ",
            "? ",
            "| \n",
            ">\n",
            "%YAML 1.1\n",
            "%TAG ! x\n",
            "#",
            "\n",
            "\r",
            "\0",
            "\\",
            "\uFEFF",
            "\u2028",
            "not ",
            " in ",
            "slots: 3\n",
            "for: ",
            "own: true",
            "\"\\x\"",
            "\"\\U99999999\"",
            "...",
            "\ud83d",
            "..",
            "/");

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void mutationsOfAMappingAreReadOrComplainedAbout(long seed) throws IOException {
        byte[] original = Files.readAllBytes(XcpNgMappingTest.FILE);
        Random random = new Random(seed);
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            for (int round = 0; round < ROUNDS; round++) {
                byte[] mutated = mutate(original, random);
                assertThatCode(() -> MappingFuzz.fuzzerTestOneInput(mutated))
                        .as("seed %d round %d: %s", seed, round, new String(mutated, StandardCharsets.UTF_8))
                        .doesNotThrowAnyException();
            }
        });
    }

    /** Where fuzzing begins, and what it found. */
    @ParameterizedTest
    @MethodSource("corpus")
    void whatIsInTheCorpusIsReadOrComplainedAbout(Path input) throws IOException {
        byte[] bytes = Files.readAllBytes(input);
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            MappingFuzz.fuzzerTestOneInput(bytes);
            TemplateFuzz.fuzzerTestOneInput(bytes);
        });
    }

    static Stream<Path> corpus() throws IOException {
        List<Path> inputs = new ArrayList<>();
        for (String target : List.of("mapping", "template")) {
            try (Stream<Path> files = Files.walk(Path.of("src/test/fuzz", target))) {
                files.filter(Files::isRegularFile).forEach(inputs::add);
            }
        }
        return inputs.stream();
    }

    private static byte[] mutate(byte[] original, Random random) {
        byte[] bytes = original;
        for (int count = 1 + random.nextInt(4); count > 0; count--) {
            int at = random.nextInt(bytes.length);
            int end = Math.min(bytes.length, at + random.nextInt(40));
            bytes = switch (random.nextInt(5)) {
                case 0 -> join(bytes, at, new byte[] {(byte) random.nextInt(256)}, at + 1);
                case 1 -> join(bytes, at, new byte[0], end);
                case 2 -> join(bytes, at, Arrays.copyOfRange(original, 0, random.nextInt(200)), at);
                case 3 -> join(bytes, at, Arrays.copyOfRange(bytes, at, end), at);
                default ->
                    join(
                            bytes,
                            at,
                            SPLINTERS.get(random.nextInt(SPLINTERS.size())).getBytes(StandardCharsets.UTF_8),
                            at);
            };
        }
        return bytes;
    }

    private static byte[] join(byte[] bytes, int end, byte[] middle, int from) {
        byte[] joined = Arrays.copyOf(bytes, end + middle.length + bytes.length - from);
        System.arraycopy(middle, 0, joined, end, middle.length);
        System.arraycopy(bytes, from, joined, end + middle.length, bytes.length - from);
        return joined;
    }
}
