package io.xenscribe.cli;

import io.xenscribe.config.Node;
import io.xenscribe.config.Place;
import io.xenscribe.config.Problems;
import io.xenscribe.config.YamlReader;
import io.xenscribe.facts.FactJson;
import io.xenscribe.facts.FactSchema;
import io.xenscribe.json.JsonWriter;
import io.xenscribe.publish.AgentFacts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * The facts {@code agent} of every mapping test, as those of a running agent are always there: version 1.0.0, at the
 * beginning of the year 2000. A test that wants another gives what differs.
 */
final class AgentSample {

    private static final Instant THEN = Instant.parse("2000-01-01T00:00:00Z");

    /** By collector, as a test would give them. */
    static final Node.Fields FACTS = facts();

    private AgentSample() {}

    private static Node.Fields facts() {
        AgentFacts agent = new AgentFacts("1.0.0", THEN, 1, THEN, Duration.ZERO, 0, 0);
        JsonWriter json = new JsonWriter();
        FactJson.write(Map.of(AgentFacts.NAME, agent), Map.of(AgentFacts.NAME, FactSchema.of(AgentFacts.class)), json);
        String name = "agent";
        byte[] text = json.toString().getBytes(StandardCharsets.UTF_8);
        return YamlReader.parse(name, text, new Problems()).orElse(null) instanceof Node.Fields fields
                ? fields
                : Node.Fields.empty(Place.ofFile(name));
    }
}
