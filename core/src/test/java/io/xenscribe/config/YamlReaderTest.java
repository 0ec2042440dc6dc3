package io.xenscribe.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {

    private final Problems problems = new Problems();

    private Optional<Node> parse(String yaml) {
        return YamlReader.parse("f.yaml", yaml.getBytes(StandardCharsets.UTF_8), problems);
    }

    private List<String> problemsOf(String yaml) {
        parse(yaml);
        return problems.all().stream().map(Problem::toString).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.10", "no", "null", "0x1F", "2026-11-22", "1_000", "+5", "off", ".5", "12e3", "Infinity"})
    void scalarsStayAsTheyAreWritten(String text) {
        assertThat(((Node.Scalar) parse(text).orElseThrow()).text()).isEqualTo(text);
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void onlyAPlainTildeIsNothing() {
        Node.Fields fields = (Node.Fields) parse("a: ~\nb: '~'\nc: \"\"\n").orElseThrow();
        assertThat(fields.field("a").orElseThrow().value()).isInstanceOf(Node.Nothing.class);
        assertThat(fields.field("b").orElseThrow().value()).isInstanceOf(Node.Scalar.class);
        assertThat(fields.field("c").orElseThrow().value()).isInstanceOf(Node.Scalar.class);
    }

    @Test
    void everyNodeKnowsItsPlaceAndEveryCharacterOfPlainText() {
        Node.Fields fields = (Node.Fields) parse("a:\n  - {b: \"c d\"}\n").orElseThrow();
        Node.Items items = (Node.Items) fields.field("a").orElseThrow().value();
        Node.Field b = ((Node.Fields) items.items().getFirst()).field("b").orElseThrow();
        assertThat(b.place()).hasToString("f.yaml:2:6");
        assertThat(b.value().place()).hasToString("f.yaml:2:9");
        assertThat(((Node.Scalar) b.value()).at(2)).hasToString("f.yaml:2:12");
    }

    @Test
    void textThatDoesNotStandInOnePieceHasOnePlace() {
        Node.Fields fields = (Node.Fields) parse("a: \"b\\tc\"\nd: >\n  e\n").orElseThrow();
        for (Node.Field field : fields.fields().values()) {
            Node.Scalar scalar = (Node.Scalar) field.value();
            assertThat(scalar.at(2)).isEqualTo(scalar.place());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a:\n  b: |\n    one\n     two\n",
                "a:\n  b: |-  # remark\n\n    one\n     two",
                "a:\n  b: |2\n    one\n     two\n"
            })
    void theLinesOfABlockKnowTheirPlaces(String yaml) {
        Node.Fields a = (Node.Fields) ((Node.Fields) parse(yaml).orElseThrow())
                .field("a")
                .orElseThrow()
                .value();
        Node.Scalar block = (Node.Scalar) a.field("b").orElseThrow().value();
        int two = block.text().indexOf("two");
        int line = yaml.indexOf("\n\n") < 0 ? 4 : 5;
        assertThat(block.at(two)).hasToString("f.yaml:" + line + ":6");
        int column = two - block.text().lastIndexOf('\n', two);
        assertThat(block.at(line - 2, column)).hasToString("f.yaml:" + line + ":6");
    }

    @Test
    void aFileWithoutContentIsAnEmptyMap() {
        assertThat(parse("")).contains(Node.Fields.empty(new Place("f.yaml", 1, 1)));
        assertThat(parse("# nothing\n"))
                .hasValueSatisfying(node -> assertThat(node).isInstanceOf(Node.Fields.class));
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void anEmptyValueIsAProblem() {
        assertThat(problemsOf("a:\nb: 1\nc: [, 2]\n"))
                .contains("f.yaml:1:1 'a' has no value: write ~ to remove it, \"\" for empty text");
    }

    @Test
    void aNameGivenTwiceNamesBothLines() {
        assertThat(problemsOf("a: 1\nb: 2\na: 3\n")).containsExactly("f.yaml:3:1 'a' is given twice, first in line 1");
    }

    @Test
    void tabsAreNamed() {
        assertThat(problemsOf("a:\n\tb: 1\n")).containsExactly("f.yaml:2:1 a tab cannot indent YAML: use blanks");
    }

    @Test
    void aTemplateWithoutQuotesInBracketsIsNamed() {
        String wanted = " ${ within { } or [ ] needs quotes around the value: \"${...}\"";
        assertThat(problemsOf("keys: {data/a: ${os.name}}\n")).containsExactly("f.yaml:1:17" + wanted);
    }

    @Test
    void whatIsNoYamlIsAProblemWithItsPlace() {
        assertThat(problemsOf("a: [1, 2\nb: 3\n")).singleElement().asString().startsWith("f.yaml:2:");
    }

    @Test
    void whatIsNoTextIsAProblemWithItsPlace() {
        byte[] bytes = "a: 1\nb: x?\n".getBytes(StandardCharsets.UTF_8);
        bytes[9] = (byte) 0xff;
        assertThat(YamlReader.parse("f.yaml", bytes, problems)).isEmpty();
        assertThat(problems.toString()).isEqualTo("f.yaml:2:5 is not UTF-8: save the file in that encoding\n");
        assertThat(new YamlReaderTest().problemsOf("a: b\0c\n"))
                .containsExactly("f.yaml:1:5 the character U+0 is not allowed in YAML");
    }

    @Test
    void anEscapeOfNoCharacterIsAProblem() {
        assertThat(problemsOf("a: 1\nb: \"\\U99999999\"\n"))
                .singleElement()
                .asString()
                .startsWith("f.yaml:2:");
    }

    @Test
    void aTruncatedCharacterAtTheEndIsNoUtf8Either() {
        byte[] bytes = {'a', (byte) 0xc3};
        assertThat(YamlReader.parse("f.yaml", bytes, problems)).isEmpty();
        assertThat(problems.hasErrors()).isTrue();
    }

    @Test
    void aByteOrderMarkIsSkipped() {
        assertThat(parse("\uFEFFa: 1")).isPresent();
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void linesMayEndAsOnWindows() {
        Node.Fields fields = (Node.Fields) parse("a: 1\r\nb: c d\r\n").orElseThrow();
        assertThat(((Node.Scalar) fields.field("b").orElseThrow().value()).text())
                .isEqualTo("c d");
        assertThat(fields.field("b").orElseThrow().place()).hasToString("f.yaml:2:1");
    }

    @Test
    void onlyOneDocumentIsRead() {
        assertThat(problemsOf("a: 1\n---\nb: 2\n"))
                .containsExactly("f.yaml:2:1 a second document begins here; only one is read");
    }

    @Test
    void tagsMeanNothing() {
        assertThat(problemsOf("a: !java.io.File b\n"))
                .singleElement()
                .asString()
                .startsWith("f.yaml:1:4 tags such as");
    }

    @Test
    void depthIsLimited() {
        assertThat(problemsOf("[".repeat(10_000) + "]".repeat(10_000)))
                .containsExactly("f.yaml:1:51 nested more than 50 levels deep");
    }

    @Test
    void aliasesRepeatWithinLimits() {
        Node.Fields fields = (Node.Fields) parse("a: &x {b: 1}\nc: *x\n").orElseThrow();
        assertThat(fields.field("c").orElseThrow().value())
                .isEqualTo(fields.field("a").orElseThrow().value());
        StringBuilder bomb = new StringBuilder("a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n");
        for (int i = 1; i < 12; i++) {
            bomb.append("a").append(i).append(": &a").append(i).append(" [");
            bomb.append(("*a" + (i - 1) + ", ").repeat(9)).append("1]\n");
        }
        assertThat(problemsOf(bomb.toString())).first().asString().contains("with its aliases repeated");
    }

    @Test
    void anAliasOfItselfIsAProblem() {
        assertThat(problemsOf("a: &x [*x]\n"))
                .containsExactly("f.yaml:1:8 *x repeats an anchor that is not complete above");
    }

    @Test
    void sizeIsLimited() {
        assertThat(problemsOf("#".repeat(YamlReader.MOST_BYTES + 1)))
                .singleElement()
                .asString()
                .contains("larger than");
        assertThat(new YamlReaderTest().problemsOf("[" + "1,".repeat(200_000) + "1]"))
                .singleElement()
                .asString()
                .contains("more than 20000 values");
    }

    @Test
    void aMissingFileIsOneProblem() {
        assertThat(YamlReader.read(Path.of("no-such.yaml"), problems)).isEmpty();
        assertThat(problems.toString()).isEqualTo("no-such.yaml: no such file\n");
    }

    @Test
    void moreProblemsThanAnyoneReadsAreCounted() {
        for (int i = 1; i <= 1000; i++) {
            problems.warning(new Place("f.yaml", i, 1), "x".repeat(5000));
        }
        assertThat(problems.hasErrors()).isFalse();
        problems.error(new Place("f.yaml", 1001, 1), "wrong");
        assertThat(problems.hasErrors()).isTrue();
        assertThat(problems.all()).hasSize(301);
        assertThat(problems.all().getFirst().message()).hasSize(1003);
        assertThat(problems.all().getLast())
                .hasToString("f.yaml:1001:1 and 701 problems more, of which this is the first: wrong");
    }
}
