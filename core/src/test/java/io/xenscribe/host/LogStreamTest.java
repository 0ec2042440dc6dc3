package io.xenscribe.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogStreamTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream stderr = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @ParameterizedTest
    @CsvSource({
        "ERROR the end,        <3>the end",
        "WARN it is cold,      <4>it is cold",
        "INFO it is WARN cold, <6>it is WARN cold",
        "DEBUG cold,           <7>cold",
        "agent.yaml:3:1 wrong, <3>agent.yaml:3:1 wrong",
    })
    void aLineForTheJournalBeginsWithItsPriority(String event, String line) {
        new LogStream(stderr, true).println(event);

        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo(line + "\n");
    }

    @Test
    void elsewhereTheWordStays() {
        new LogStream(stderr, false).println("WARN it is cold");

        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("WARN it is cold\n");
    }

    @Test
    void anEventIsOneLineWhateverItSpeaksOf() {
        new LogStream(stderr, true).println("WARN the host web\n<0>kernel panic\u001b[2J is slow");

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .isEqualTo("<4>the host web\\x0a<0>kernel panic\\x1b[2J is slow\n");
    }

    @Test
    void eachLineOfAStackTraceIsAnErrorOfItsOwn() {
        new IllegalStateException("a\nb").printStackTrace(new LogStream(stderr, true));

        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .hasSizeGreaterThan(2)
                .allMatch(line -> line.startsWith("<3>"))
                .first()
                .isEqualTo("<3>java.lang.IllegalStateException: a\\x0ab");
    }

    @Test
    void theJournalIsKnownByTheStreamItself() {
        assertThat(LogStream.isJournal(null)).isFalse();
        assertThat(LogStream.isJournal("1:2")).isFalse();
        assertThat(LogStream.isJournal("")).isFalse();
    }
}
