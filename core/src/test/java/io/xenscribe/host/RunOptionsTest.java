package io.xenscribe.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunOptionsTest {

    private static Optional<RunOptions> parse(String line) {
        return RunOptions.parse(line.isEmpty() ? new String[0] : line.split(" ", -1));
    }

    @Test
    void aPlainRunHasNone() {
        assertThat(parse("run")).contains(new RunOptions(Optional.empty(), Optional.empty(), false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run --config a.yaml --store memory --dry-run",
                "run --config=a.yaml --dry-run --store=memory",
                "run --dry-run --store=socket --config b --config=a.yaml --store memory",
            })
    void valuesStandAfterABlankOrAnEqualsSign(String line) {
        assertThat(parse(line)).contains(new RunOptions(Optional.of(Path.of("a.yaml")), Optional.of("memory"), true));
    }

    @Test
    void onlyTheFirstEqualsSignEndsTheName() {
        assertThat(parse("run --store=socket:/a=b")).map(RunOptions::store).contains(Optional.of("socket:/a=b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "facts",
                "--config a.yaml run",
                "run --help",
                "run extra",
                "run --bogus=1",
                "run --store",
                "run --config",
                "run --config=",
                "run --config --dry-run",
                "run --dry-run=yes",
                "run --config a\0b",
            })
    void whatIsOutOfTheOrdinaryIsLeftToTheCommandLineLibrary(String line) {
        assertThat(parse(line)).isEmpty();
    }
}
