package io.xenscribe.mapping;

import io.xenscribe.facts.Fact;
import io.xenscribe.facts.FactLines;
import io.xenscribe.facts.FactSchema;
import io.xenscribe.facts.FactText;
import io.xenscribe.facts.FactType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists facts with what they are now, each once. For one thread. */
final class FactReport {

    /** Of a record that a script sees whole. */
    private static final int MOST_LINES = 12;

    private final Map<String, String> silent;
    private final Map<String, Account.NamedFact> facts = new LinkedHashMap<>();

    /** @param silent why collectors that are loaded have no facts, by their names */
    FactReport(Map<String, String> silent) {
        this.silent = silent;
    }

    List<Account.NamedFact> facts() {
        return List.copyOf(facts.values());
    }

    void addAll(List<Operand> operands, Frame frame) {
        for (Operand operand : operands) {
            add(operand, frame);
        }
    }

    void add(Operand operand, Frame frame) {
        if (operand instanceof Operand.Quoted || facts.containsKey(operand.name())) {
            return;
        }
        Object value = operand.resolve(frame);
        if (value == null) {
            put(operand.name(), Optional.empty(), absence(operand, frame));
        } else if (operand.type() instanceof FactType.Group group && value instanceof Record record) {
            addLines(operand.name(), record, group.schema());
        } else {
            put(operand.name(), Optional.of(text(value)), "");
        }
    }

    private void addLines(String name, Record record, FactSchema schema) {
        List<String> lines = FactLines.of(Map.of(name, record), Map.of(name, schema));
        for (String line : lines.subList(0, Math.min(MOST_LINES, lines.size()))) {
            int equals = line.indexOf(" = ");
            put(line.substring(0, equals), Optional.of(line.substring(equals + 3)), "");
        }
        if (lines.size() > MOST_LINES) {
            put(name, Optional.of((lines.size() - MOST_LINES) + " more; 'xenscribe facts' shows all"), "");
        }
    }

    private void put(String name, Optional<String> value, String remark) {
        facts.putIfAbsent(name, new Account.NamedFact(name, value, remark));
    }

    /** Scalars as a template shows them; lists and maps by their size. */
    static String text(Object value) {
        if (value instanceof List<?> items) {
            return items.isEmpty() ? "an empty list" : items.size() == 1 ? "1 element" : items.size() + " elements";
        } else if (value instanceof Map<?, ?> texts) {
            return texts.isEmpty() ? "an empty map" : "a map of " + String.join(", ", names(texts));
        }
        return FactText.of(value);
    }

    /** Why there is nothing, as a clause; empty where the name says all. */
    String absence(Operand operand, Frame frame) {
        if (!(operand instanceof Operand.Path path)) {
            return "";
        }
        String collector = path.collector();
        if (collector != null && !frame.facts.containsKey(collector)) {
            return silent.getOrDefault(collector, collector + " has reported nothing");
        }
        Object value = collector == null ? frame.variable(path.variable()) : frame.facts.get(collector);
        StringBuilder name = new StringBuilder(firstWord(path.name()));
        for (Fact step : path.steps()) {
            Object next = value == null ? null : step.of(value);
            name.append('.').append(step.name());
            if (next == null) {
                boolean isWhole = name.toString().equals(path.name());
                String whole = isWhole ? "" : name + " is absent: ";
                return whole + (step.isOptional() ? "the plugin found none" : "the plugin gives nothing here");
            }
            value = next;
        }
        return value instanceof Map<?, ?> texts ? "the map has " + entries(texts) : "";
    }

    private static String entries(Map<?, ?> texts) {
        return texts.isEmpty() ? "no entries" : "only " + String.join(", ", names(texts));
    }

    private static List<String> names(Map<?, ?> texts) {
        List<String> names = new ArrayList<>();
        for (Object name : texts.keySet()) {
            if (names.size() == 10) {
                names.add("...");
                break;
            }
            names.add(String.valueOf(name));
        }
        return names;
    }

    private static String firstWord(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /** What a person knows an element by: its name if it has one, and its {@code @Key}. */
    static String label(Rule.Clause clause, Object element) {
        if (!(clause.list().type() instanceof FactType.Sequence sequence)
                || !(sequence.element() instanceof FactType.Group group)) {
            return text(element);
        }
        List<String> keys = new ArrayList<>();
        for (Fact key : group.schema().keys()) {
            Object value = key.of(element);
            if (value != null) {
                keys.add(
                        keys.isEmpty() && key.type() == FactType.Scalar.INTEGER
                                ? key.name() + " " + value
                                : text(value));
            }
        }
        String key = String.join(" ", keys);
        Object name = group.schema().fact("name").map(fact -> fact.of(element)).orElse(null);
        if (name == null || keys.contains(text(name))) {
            return key.isEmpty() ? "an element without a key" : key;
        }
        return key.isEmpty() ? text(name) : text(name) + " (" + key + ")";
    }
}
