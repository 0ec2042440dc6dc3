package io.xenscribe.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xenscribe.config.Node;
import io.xenscribe.config.Problems;
import io.xenscribe.config.YamlReader;
import io.xenscribe.facts.FactSchema;
import io.xenscribe.mapping.Grammar;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentsTest {

    record Card(String name, Optional<Integer> number) {}

    record Sample(String text, List<Card> cards, Card first, Map<String, String> strings) {}

    record Options(Duration period, boolean loud) {}

    private static final Documents DOCUMENTS = new Documents(
            Map.of("sample", FactSchema.of(Sample.class)), Map.of("sampler", List.of(FactSchema.of(Options.class))));

    private static Node.Fields read(String kind) {
        Problems problems = new Problems();
        Node node = YamlReader.parse(kind, DOCUMENTS.json(kind).getBytes(StandardCharsets.UTF_8), problems)
                .orElseThrow(() -> new AssertionError(problems.toString()));
        return (Node.Fields) node;
    }

    private static Node.Fields at(Node.Fields node, String... names) {
        Node.Fields found = node;
        for (String name : names) {
            found = (Node.Fields) found.field(name)
                    .orElseThrow(() -> new AssertionError(name))
                    .value();
        }
        return found;
    }

    private static Set<String> names(Node.Fields node) {
        return node.fields().keySet();
    }

    @ParameterizedTest
    @ValueSource(strings = {"agent", "mapping", "choice", "tests"})
    void eachKindIsADocumentWhoseReferencesLeadSomewhere(String kind) {
        Node.Fields document = read(kind);
        assertThat(document.field("title")).isPresent();
        var references = Pattern.compile("#/definitions/([a-z-]+)").matcher(DOCUMENTS.json(kind));
        Set<String> definitions = names(at(document, "definitions"));
        while (references.find()) {
            assertThat(definitions).contains(references.group(1));
        }
    }

    @Test
    void otherKindsAreRefused() {
        assertThatThrownBy(() -> DOCUMENTS.json("status")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theFieldsAreThoseOfTheReaders() {
        Node.Fields mapping = read("mapping");
        assertThat(names(at(mapping, "properties"))).containsExactlyElementsOf(Grammar.documentFields());
        assertThat(ruleFields(mapping, "rule"))
                .containsAll(Grammar.ruleFields())
                .contains("keys")
                .hasSize(Grammar.ruleFields().size() + 1);
        assertThat(ruleFields(mapping, "commit-rule")).containsExactlyInAnyOrderElementsOf(Grammar.commitFields());
    }

    private static Set<String> ruleFields(Node.Fields mapping, String rule) {
        Node.Items choices = (Node.Items)
                at(mapping, "definitions", rule).field("anyOf").orElseThrow().value();
        return names(at((Node.Fields) choices.items().getLast(), "properties"));
    }

    @Test
    void factsAreListedWithTheirTypesAndOffered() {
        String mapping = DOCUMENTS.json("mapping");
        assertThat(mapping)
                .contains("sample.cards[].number: integer, optional")
                .contains("\"${sample.first.name}\"")
                .doesNotContain("\"${sample.cards.name}\"");
        Node.Fields agent = read("agent");
        assertThat(names(at(agent, "properties", "plugins", "properties"))).containsExactly("sampler");
        assertThat(DOCUMENTS.json("agent")).contains("\"loud\"").contains("\"period\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "a $$ b",
                "${memory.total}",
                "${ a.b ?? 'it''s }' ?? c | kib | cut:20 }x${slot}",
                "ü\nb"
            })
    void templates(String text) {
        assertThat(text).matches("^(" + Patterns.TEMPLATE + ")$");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$", "${", "${}", "${a", "${a|kilo}", "${a|cut}", "${a.}", "${a ?? }", "a $ b"})
    void noTemplates(String text) {
        assertThat(text).doesNotMatch("^(" + Patterns.TEMPLATE + ")$");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "not a.b", "a == 'x y'", "a.b-c!=d", " a  ==  b "})
    void conditions(String text) {
        assertThat(text).matches("^(" + Patterns.CONDITION + ")$");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not", "'x' == a", "a = b", "a == ", "not a == b", "a b", "a and b"})
    void noConditions(String text) {
        // A fact can be called "not".
        assertThat(text.equals("not") || !text.matches("^(" + Patterns.CONDITION + ")$"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"data/x", "attr/vif/${nic.vif}/ipv4/${slot}", "a-b_c@d", "${os.name|munge}"})
    void paths(String text) {
        assertThat(text).matches("^(" + Patterns.PATH + ")$");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/data", "data/", "a//b", "a b", "ä", "${a"})
    void noPaths(String text) {
        assertThat(text).doesNotMatch("^(" + Patterns.PATH + ")$");
    }
}
