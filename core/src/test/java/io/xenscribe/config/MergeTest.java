package io.xenscribe.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergeTest {

    /** RFC 7386, appendix A, as far as it is about maps; null is written ~. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "{a: b} # {a: c} # {a: c}",
                "{a: b} # {b: c} # {a: b, b: c}",
                "{a: b} # {a: ~} # {}",
                "{a: b, b: c} # {a: ~} # {b: c}",
                "{a: [b]} # {a: c} # {a: c}",
                "{a: c} # {a: [b]} # {a: [b]}",
                "{a: {b: c}} # {a: {b: d, c: ~}} # {a: {b: d}}",
                "{a: [{b: c}]} # {a: [1]} # {a: [1]}",
                "{e: x} # {a: 1} # {e: x, a: 1}",
                "{a: foo} # {b: {c: ~}} # {a: foo, b: {}}",
                "{} # {a: {bb: {ccc: ~}}} # {a: {bb: {}}}",
                "{a: 1, b: 2, c: 3} # {b: 9} # {a: 1, b: 9, c: 3}"
            })
    void mergesAsTheStandardSays(String base, String patch, String merged) {
        assertThat(shown(Merge.over(fields(base), fields(patch)))).isEqualTo(merged.strip());
    }

    private static Node.Fields fields(String yaml) {
        return (Node.Fields) YamlReader.parse("m.yaml", yaml.getBytes(StandardCharsets.UTF_8), new Problems())
                .orElseThrow();
    }

    private static String shown(Node node) {
        return switch (node) {
            case Node.Scalar scalar -> scalar.text();
            case Node.Nothing _ -> "~";
            case Node.Items items ->
                items.items().stream().map(MergeTest::shown).toList().toString();
            case Node.Fields fields ->
                "{"
                        + String.join(
                                ", ",
                                fields.fields().values().stream()
                                        .map(field -> field.name().text() + ": " + shown(field.value()))
                                        .toList())
                        + "}";
        };
    }
}
