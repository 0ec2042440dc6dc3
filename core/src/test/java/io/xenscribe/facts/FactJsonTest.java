package io.xenscribe.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.config.Node;
import io.xenscribe.config.Problems;
import io.xenscribe.config.YamlReader;
import io.xenscribe.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FactJsonTest {

    private static final Map<String, FactSchema> SCHEMAS = Map.of(
            "full", FactSchema.of(Sample.class),
            "bare", FactSchema.of(Sample.class));

    private static String json(Map<String, Record> facts) {
        JsonWriter json = new JsonWriter();
        FactJson.write(facts, SCHEMAS, json);
        return json.toString();
    }

    @Test
    void whatIsPrintedCanBeReadBack() {
        Map<String, Record> facts = new LinkedHashMap<>();
        facts.put("full", Sample.full());
        facts.put("bare", Sample.bare());
        Problems problems = new Problems();
        byte[] printed = json(facts).getBytes(StandardCharsets.UTF_8);
        Node node = YamlReader.parse("facts.json", printed, problems)
                .orElseThrow(() -> new AssertionError(problems.toString()));

        Map<String, Record> read = new RecordReader(problems).facts(node, SCHEMAS);

        assertThat(problems.all()).isEmpty();
        assertThat(read).isEqualTo(facts);
    }

    @Test
    void absentFactsDoNotAppearAndNumbersAreNumbers() {
        Map<String, Record> facts = new LinkedHashMap<>();
        facts.put("bare", Sample.bare());
        facts.put("nobody's", Sample.bare());
        assertThat(json(facts)).isEqualTo("""
                        {
                          "bare": {
                            "text": "",
                            "number": 0,
                            "big-number": 0,
                            "truth": false,
                            "state": "up",
                            "size": 0,
                            "mac": "00:00:00:00:00:00",
                            "address": "0.0.0.0",
                            "time": "1970-01-01T00:00:00Z",
                            "period": "0s",
                            "inner": {
                              "name": ""
                            },
                            "inners": [],
                            "words": [],
                            "strings": {}
                          }
                        }""");
    }

    @Test
    void anUnknownCollectorIsAProblem() {
        Problems problems = new Problems();
        Node node = YamlReader.parse("f.json", "{\"ful\": {}}".getBytes(StandardCharsets.UTF_8), problems)
                .orElseThrow();
        assertThat(new RecordReader(problems).facts(node, SCHEMAS)).isEmpty();
        assertThat(problems.toString()).isEqualTo("f.json:1:2 no plugin gives 'ful', did you mean 'full'?\n");
    }
}
