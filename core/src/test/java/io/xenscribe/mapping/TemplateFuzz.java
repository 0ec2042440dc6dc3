package io.xenscribe.mapping;

import io.xenscribe.config.Node;
import io.xenscribe.config.Place;
import io.xenscribe.config.Problems;
import io.xenscribe.facts.FactSchema;
import io.xenscribe.facts.FactType;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Bytes as the text of a path, a value and a condition, each within a {@code for} with slots and without. */
final class TemplateFuzz {

    private static final Map<String, Record> FACTS = Guest.facts();
    private static final FactType NIC = new FactType.Group(FactSchema.of(Guest.Nic.class));

    private TemplateFuzz() {}

    /** Named as Jazzer wants it. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        Node.Scalar text = new Node.Scalar(new Place("fuzz", 1, 1), new String(bytes, StandardCharsets.UTF_8), 0);
        Scope plain = Scope.of(Guest.SCHEMAS);
        inScope(text, plain);
        inScope(text, plain.with("nic", NIC).withSlot());
    }

    private static void inScope(Node.Scalar text, Scope scope) {
        Frame frame = new Frame(FACTS, null);
        if (!scope.variables().isEmpty()) {
            frame.bind(0, Guest.nic(2, 0, "10.0.0.4", "fe80::1"));
            frame.slot = 3;
        }
        Problems problems = new Problems();
        Findings findings = new Findings(problems);
        Optional<Template> path = new TemplateParser(scope, findings).path(text, 0);
        path.ifPresent(template -> template.appendPath(frame, new StringBuilder()));
        Optional<Template> value = new TemplateParser(scope, findings).value(text);
        value.ifPresent(template -> template.append(frame, new StringBuilder()));
        Optional<Condition> condition = new ConditionParser(scope, findings).parse(text);
        condition.ifPresent(test -> test.holds(frame));
        if ((path.isEmpty() || condition.isEmpty()) && problems.toString().isEmpty()) {
            throw new AssertionError("no template, no condition and no reason");
        }
    }
}
