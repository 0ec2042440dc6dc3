package io.xenscribe.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.api.Bytes;
import io.xenscribe.config.Merge;
import io.xenscribe.config.Node;
import io.xenscribe.config.Problem;
import io.xenscribe.config.Problems;
import io.xenscribe.config.YamlReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordReaderTest {

    record Options(
            Duration period,
            Optional<Bytes> limit,
            List<String> include,
            Map<String, String> strings,
            Sample.State state,
            boolean verbose) {

        Options {
            if (period.isZero()) {
                throw new IllegalArgumentException("'period' must be longer than 0s");
            }
        }
    }

    record Firmware(Optional<String> vendor, List<String> strings, boolean signed) {}

    record Machine(Firmware firmware, Sample.Inner disk) {}

    private final Problems problems = new Problems();

    private Node.Fields fields(String yaml) {
        return (Node.Fields) YamlReader.parse("o.yaml", yaml.getBytes(StandardCharsets.UTF_8), problems)
                .orElseThrow(() -> new AssertionError(problems.toString()));
    }

    private Optional<Options> read(String yaml) {
        return new RecordReader(problems).read(fields(yaml), Options.class);
    }

    private List<String> messages() {
        return problems.all().stream().map(Problem::toString).toList();
    }

    @Test
    void theAdministratorsOptionsGoOverTheDefaults() {
        Node.Fields defaults = fields("period: 60s\nstate: up\nverbose: no\ninclude: [a]\nlimit: 1gib\n");
        Node.Fields given = fields("period: 500ms\ninclude: [eth0, 1.10]\nlimit: ~\n");
        assertThat(new RecordReader(problems).read(Merge.over(defaults, given), Options.class))
                .contains(new Options(
                        Duration.ofMillis(500),
                        Optional.empty(),
                        List.of("eth0", "1.10"),
                        Map.of(),
                        Sample.State.UP,
                        false));
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void everyMistakeIsNamedAtItsPlace() {
        assertThat(read("period: 5 minutes\nlimt: 5\ninclude: a\nstrings: {a: [b]}\nstate: upp\nverbose: maybe\n"))
                .isEmpty();
        assertThat(messages())
                .containsExactly(
                        "o.yaml:1:9 '5 minutes' is not a duration such as 500ms, 60s, 5m or 1h",
                        "o.yaml:2:1 unknown name 'limt', did you mean 'limit'?",
                        "o.yaml:3:10 a list is wanted, not text",
                        "o.yaml:4:14 text is wanted, not a list",
                        "o.yaml:5:8 'upp' is not one of up, lower-layer-down, did you mean 'up'?",
                        "o.yaml:6:10 'maybe' is not true or false");
    }

    @Test
    void whatHasNoDefaultMustBeGiven() {
        assertThat(read("state: up\nverbose: yes\n")).isEmpty();
        assertThat(messages()).containsExactly("o.yaml:1:1 'period' is missing: duration is wanted");
    }

    @Test
    void aRecordThatCanBeWithoutAnyFactNeedNotBeGiven() {
        assertThat(new RecordReader(problems).read(fields("disk: {name: a}"), Machine.class))
                .contains(new Machine(
                        new Firmware(Optional.empty(), List.of(), false), new Sample.Inner("a", Optional.empty())));
        assertThat(problems.all()).isEmpty();
        assertThat(new RecordReader(problems).read(fields("firmware: {}"), Machine.class))
                .isEmpty();
        assertThat(messages()).containsExactly("o.yaml:1:1 'disk' is missing: record is wanted");
    }

    @Test
    void whatTheRecordRefusesIsAProblem() {
        assertThat(read("period: 0s\nstate: up\nverbose: yes\n")).isEmpty();
        assertThat(messages()).containsExactly("o.yaml:1:1 'period' must be longer than 0s");
    }

    @ParameterizedTest
    @CsvSource({
        "500ms, PT0.5S",
        "60s, PT1M",
        "5m, PT5M",
        "1h, PT1H",
        "2d, PT48H",
        "7us, PT0.000007S",
        "9ns, PT0.000000009S",
        "60,",
        "s,",
        "-5s,",
        "5 s,",
        "1.5s,",
        "99999999999999999999s,",
        "999999999999999999h,"
    })
    void durations(String text, Duration duration) {
        assertThat(DurationText.parse(text)).isEqualTo(Optional.ofNullable(duration));
    }

    @ParameterizedTest
    @CsvSource({
        "4096, 4096",
        "64kib, 65536",
        "1mib, 1048576",
        "2gib, 2147483648",
        "kib,",
        "-1,",
        "1.5gib,",
        "9223372036854775807kib,",
        "99999999999999999999,",
        "5kb,"
    })
    void amounts(String text, Long bytes) {
        assertThat(BytesText.parse(text)).isEqualTo(Optional.ofNullable(bytes).map(Bytes::of));
    }
}
