package io.xenscribe.mappingtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.api.Key;
import io.xenscribe.config.Node;
import io.xenscribe.config.Place;
import io.xenscribe.config.Problem;
import io.xenscribe.config.Problems;
import io.xenscribe.config.YamlReader;
import io.xenscribe.facts.FactSchema;
import io.xenscribe.mapping.Mapping;
import io.xenscribe.mapping.MappingReader;
import io.xenscribe.mapping.MappingResources;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A mapping of a few rules, and tests for it as YAML. */
final class Trial {

    record Os(String name, Optional<String> domain) {}

    record Nic(@Key String name, List<String> ipv4) {}

    record Network(List<Nic> interfaces) {}

    record Agent(Instant now, String version) {}

    static final Map<String, FactSchema> SCHEMAS = Map.of(
            "os", FactSchema.of(Os.class),
            "network", FactSchema.of(Network.class),
            "agent", FactSchema.of(Agent.class));

    private static final String MAPPING = """
            version: 1
            keys:
              data/name: ${os.name}
              data/domain: {value: "${os.domain}", quiet: true}
              attr/${nic.name}:
                for: nic in network.interfaces
                value: ""
                keys:
                  ip/${slot}: {for: ip in nic.ipv4, slots: 2, value: "${ip}"}
            commit:
              attr/touched: {value: 1, unless: [attr]}
              data/updated: ${agent.now|asctime}
            """;

    private static final Node.Fields ALWAYS =
            fields("agent", "agent: {now: '2026-11-22T03:45:45Z', version: '1'}", new Problems());

    private Trial() {}

    static Node.Fields fields(String name, String yaml, Problems problems) {
        return (Node.Fields) YamlReader.parse(name, yaml.getBytes(StandardCharsets.UTF_8), problems)
                .orElseThrow(() -> new AssertionError(problems.toString()));
    }

    static Mapping mapping() {
        Problems problems = new Problems();
        Mapping mapping = MappingReader.read(
                List.of(fields("m.yaml", MAPPING, problems)), List.of(), MappingResources.of(SCHEMAS), problems);
        assertThat(problems.all()).isEmpty();
        return mapping;
    }

    static TestReader reader(Problems problems) {
        return new TestReader(SCHEMAS, ALWAYS, problems);
    }

    /** What is wrong with these tests. */
    static List<String> problems(String yaml) {
        Problems problems = new Problems();
        reader(problems).tests(fields("t.yaml", yaml, problems));
        return problems.all().stream().map(Problem::toString).toList();
    }

    /** The result of a test of these steps; the first step is line 2 of {@code t.yaml}. */
    static TestResult run(String steps) {
        Problems problems = new Problems();
        List<MappingTest> tests = reader(problems).tests(fields("t.yaml", "test:\n" + steps.indent(2), problems));
        assertThat(problems.all()).isEmpty();
        return tests.getFirst().run(mapping());
    }

    /** The differences in words: step, subject, kind, path, expected -> actual, line of the test, rule. */
    static List<String> differences(String steps) {
        List<String> lines = new ArrayList<>();
        for (TestResult.Failure failure : run(steps).failures()) {
            for (Difference difference : failure.differences()) {
                Place place = difference.place();
                lines.add(failure.step() + " " + difference.subject() + " " + difference.kind() + " "
                        + difference.path() + ": " + difference.expected().orElse("~") + " -> "
                        + difference.actual().orElse("~") + " @" + place.line() + " "
                        + difference.rule().orElse("-"));
            }
        }
        return lines;
    }
}
