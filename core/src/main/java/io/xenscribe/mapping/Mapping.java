package io.xenscribe.mapping;

import io.xenscribe.config.Problems;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A compiled mapping: a pure function of facts and slot numbers. {@link MappingReader} makes it. It remembers what its
 * rules made last, so as not to make the same again, which nobody notices. For any thread; if it has scripts, for one.
 */
public final class Mapping {

    /** Makes no keys. */
    static final Mapping NONE = new Mapping(List.of(), List.of(), List.of());

    private final List<Rule> rules;
    private final List<Rule> commit;
    private final List<Protection> faulty;
    private final @Nullable ZoneId zone;
    private final List<ScriptRule> scripts = new ArrayList<>();
    private final IdentityHashMap<Rule, Set<String>> uses = new IdentityHashMap<>();
    private volatile @Nullable Shares last;

    /** @param faulty the places of rules that could not be compiled: what was published there stays */
    Mapping(List<Rule> rules, List<Rule> commit, List<Protection> faulty) {
        this(rules, commit, faulty, null);
    }

    private Mapping(List<Rule> rules, List<Rule> commit, List<Protection> faulty, @Nullable ZoneId zone) {
        this.rules = List.copyOf(rules);
        this.commit = List.copyOf(commit);
        this.faulty = List.copyOf(faulty);
        this.zone = zone;
        addScripts(rules);
        addUses(rules);
        addUses(commit);
    }

    private void addUses(List<Rule> outermost) {
        for (Rule rule : outermost) {
            // A script that has no result yet may have one the next time.
            if (!hasScript(rule)) {
                Set<String> used = new LinkedHashSet<>();
                addUsed(List.of(rule), used);
                uses.put(rule, Set.copyOf(used));
            }
        }
    }

    private static boolean hasScript(Rule rule) {
        boolean found = rule.script() != null;
        for (Rule child : rule.children()) {
            found |= hasScript(child);
        }
        return found;
    }

    /** The same rules with times of day in {@code zone} instead of the machine's, so that they are the same everywhere. */
    public Mapping inZone(ZoneId zone) {
        return new Mapping(rules, commit, faulty, zone);
    }

    private void addScripts(List<Rule> among) {
        for (Rule rule : among) {
            if (rule.script() != null) {
                scripts.add(rule.script());
            }
            addScripts(rule.children());
        }
    }

    /**
     * The keys that follow from the facts.
     *
     * @param facts by collector; a collector that is missing has nothing
     * @param pending the collectors that have not published since the start: rules that need one of them make no keys,
     *     and nothing is removed at or below the known beginnings of their paths
     * @param slots those of the evaluation before
     */
    public Evaluation evaluate(Map<String, ? extends Record> facts, Set<String> pending, Slots slots) {
        for (int i = 0; i < scripts.size(); i++) {
            scripts.get(i).begin();
        }
        Shares now = new Shares(uses, facts, pending);
        Evaluation result =
                new Pass(facts, pending, slots, null, faulty, zone, null, last, now).evaluate(rules, commit);
        now.end(result);
        last = now;
        return result;
    }

    /**
     * The slot numbers by what a store holds, for a start without a record of them: an element has the number under
     * which its value is found.
     *
     * @param held the nodes below {@link KeyTree#owned} paths at least
     */
    public Slots recoverSlots(Map<String, ? extends Record> facts, Map<String, String> held) {
        return recoverSlots(facts, held, Slots.none());
    }

    /** The same, for the scopes of which {@code known} has nothing. */
    public Slots recoverSlots(Map<String, ? extends Record> facts, Map<String, String> held, Slots known) {
        return new Pass(facts, Set.of(), known, held, faulty, zone, null)
                .evaluate(rules, commit)
                .slots();
    }

    /** Whether a rule is written in a scripting language. */
    public boolean hasScripts() {
        return !scripts.isEmpty();
    }

    /**
     * What each rule that can give {@code path} does with these facts. It follows a pass, so that what is said is what
     * happens.
     *
     * @param slots those of the evaluation before
     */
    public List<Account> accounts(
            String path, Map<String, ? extends Record> facts, Slots slots, Background background) {
        Trace trace = new Trace();
        Evaluation result = new Pass(facts, Set.of(), slots, null, faulty, zone, trace).evaluate(rules, commit);
        AccountWriter writer = new AccountWriter(background, result.slots());
        return new Inquiry(path, background.text(), this, trace, writer).accounts();
    }

    /**
     * Warns of rules that can never make a key, and of two that make the same path.
     *
     * @param text the same mapping as it is written
     */
    public void review(MappingText text, Problems problems) {
        new RuleReview(text, problems).review(this);
    }

    List<Rule> rules() {
        return rules;
    }

    List<Rule> commit() {
        return commit;
    }

    /** The collectors that the rules use. */
    public Set<String> factsUsed() {
        Set<String> used = new LinkedHashSet<>();
        addUsed(rules, used);
        addUsed(commit, used);
        return used;
    }

    /** Whether a key other than a commit key needs the facts of {@code collector}. */
    public boolean keysUse(String collector) {
        Set<String> used = new LinkedHashSet<>();
        addUsed(rules, used);
        return used.contains(collector);
    }

    private static void addUsed(List<Rule> rules, Set<String> used) {
        for (Rule rule : rules) {
            used.addAll(rule.needs());
            used.addAll(rule.valueNeeds());
            addUsed(rule.children(), used);
        }
    }
}
