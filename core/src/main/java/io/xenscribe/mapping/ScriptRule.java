package io.xenscribe.mapping;

import io.xenscribe.facts.FactView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The script of a rule and the facts that it uses. A script is a pure function, so its result is kept as long as its
 * facts are the same: most passes run none. For one thread.
 */
final class ScriptRule {

    private final ScriptCode code;
    private final Scripts.Script script;
    private final List<Operand> operands;
    private Map<String, Call> calls = new HashMap<>();
    private Map<String, Call> callsBefore = Map.of();

    /** What came of certain facts. */
    @SuppressWarnings("ArrayRecordComponent") // compared by content where it matters
    private record Call(@Nullable Object[] facts, ScriptResult result) {

        boolean answers(@Nullable Object[] asked) {
            boolean lasts = !(result instanceof ScriptResult.Failed failed) || !failed.again();
            return lasts && Arrays.equals(facts, asked);
        }
    }

    /** @param operands in the order of the script's names */
    ScriptRule(ScriptCode code, Scripts.Script script, List<Operand> operands) {
        this.code = code;
        this.script = script;
        this.operands = List.copyOf(operands);
    }

    ScriptCode code() {
        return code;
    }

    List<Operand> operands() {
        return operands;
    }

    /** A new evaluation begins: results that the one before did not ask for are forgotten. */
    void begin() {
        script.begin();
        callsBefore = calls;
        calls = new HashMap<>();
    }

    ScriptResult result(String path, Frame frame) {
        @Nullable Object[] facts = new @Nullable Object[operands.size()];
        for (int i = 0; i < facts.length; i++) {
            facts[i] = operands.get(i).resolve(frame);
        }
        Call known = calls.get(path);
        if (known == null) {
            known = callsBefore.get(path);
        }
        if (known == null || !known.answers(facts)) {
            known = new Call(facts, script.run(path, views(facts)));
        }
        if (!(known.result() instanceof ScriptResult.Waiting)) {
            calls.put(path, known);
        }
        return known.result();
    }

    private List<@Nullable Object> views(@Nullable Object[] facts) {
        List<@Nullable Object> views = new ArrayList<>(facts.length);
        for (int i = 0; i < facts.length; i++) {
            views.add(FactView.of(facts[i], operands.get(i).type()));
        }
        return views;
    }
}
