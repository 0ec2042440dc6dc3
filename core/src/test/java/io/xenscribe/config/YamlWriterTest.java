package io.xenscribe.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlWriterTest {

    private static Node.Fields read(String yaml) {
        Problems problems = new Problems();
        Node node = YamlReader.parse("written.yaml", yaml.getBytes(StandardCharsets.UTF_8), problems)
                .orElseThrow(() -> new AssertionError(problems + yaml));
        assertThat(problems.all()).as(yaml).isEmpty();
        return (Node.Fields) node;
    }

    /** Text as a value, as a name and within a list. */
    private static void comesBack(String text) {
        Node.Scalar scalar = new Node.Scalar(Place.ofFile("t"), text, -1);
        Node list = new Node.Items(Place.ofFile("t"), List.of(scalar, scalar));
        YamlWriter yaml = new YamlWriter();
        yaml.begin("outer", "");
        yaml.field("value", text, "a remark # of its own");
        yaml.field(new Node.Field(new Node.Scalar(Place.ofFile("t"), "list", -1), list), Place::file);
        yaml.field("x" + text, "named", "").end();
        Node.Fields outer =
                (Node.Fields) read(yaml.toString()).field("outer").orElseThrow().value();
        assertThat(outer.field("value").orElseThrow().value())
                .extracting("text")
                .isEqualTo(text);
        assertThat(((Node.Items) outer.field("list").orElseThrow().value()).items())
                .extracting("text")
                .containsExactly(text, text);
        assertThat(outer.field("x" + text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "~",
                " ",
                "a b ",
                "#x",
                "a #b",
                "a: b",
                "a:",
                "[a]",
                "a, b",
                "${nic.vif}",
                "${vendor.major ?? '1'}|{x}",
                "'single'",
                "\"double\" \\ back",
                "- dash",
                "first\nsecond",
                "first\n  second\n\nlast\n",
                "\n",
                "a\n\n\n",
                "tab\there",
                "a\ttab\nand a line",
                "é ü 漢 \uD83D\uDE00",
                "\u0000\u0001\u007f\u0085\u2028\ufeff",
                "| pipe",
                "a\r\nb"
            })
    void textComesBackAsItWas(String text) {
        comesBack(text);
    }

    @Test
    void randomTextComesBackAsItWas() {
        String alphabet = "ab01 :#,[]{}&*!|>'\"%@`~?-$\\\n\t/é\u2028";
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(8); length >= 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            comesBack(text.toString());
        }
    }

    @Test
    void remarksStandInOneColumn() {
        YamlWriter yaml = new YamlWriter();
        yaml.comment("legend").field("a", "1", "one").begin("map", "two");
        yaml.field("long-name", "text", "three").field("none", "x", "").end();
        yaml.field("far", "x".repeat(90), "four");
        assertThat(yaml.toString()).isEqualTo("""
                # legend
                a: 1               # one
                map:               # two
                  long-name: text  # three
                  none: x
                far: %s  # four
                """.formatted("x".repeat(90)));
    }
}
