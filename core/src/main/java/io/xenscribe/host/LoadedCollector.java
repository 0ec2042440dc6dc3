package io.xenscribe.host;

import io.xenscribe.api.Collector;

/**
 * A collector and what it said of itself, asked once.
 *
 * @param name the name of its facts, lower-kebab case
 * @param facts the record it publishes
 * @param options the record its options are read into
 */
public record LoadedCollector<F extends Record>(
        String name, Class<F> facts, Class<? extends Record> options, Collector<F> collector) {

    /** Asks the collector; refuses one whose answers are none. */
    static <F extends Record> LoadedCollector<F> of(Collector<F> collector) throws RefusalException {
        String type = collector.getClass().getName();
        return new LoadedCollector<>(
                name(collector.name(), type),
                recordClass(collector.facts(), type, "facts"),
                recordClass(collector.options(), type, "options"),
                collector);
    }

    @SuppressWarnings("ConstantValue") // A plugin need not keep to the contract that its answers are never null.
    private static String name(String name, String type) throws RefusalException {
        if (name == null || !KebabName.is(name)) {
            throw new RefusalException(type + " names its facts '" + name + "', which is not " + KebabName.RULE);
        }
        return name;
    }

    @SuppressWarnings("ConstantValue") // As above; and generics can be cheated.
    private static <R extends Record> Class<R> recordClass(Class<R> answer, String type, String role)
            throws RefusalException {
        if (answer == null || !answer.isRecord()) {
            String given = answer == null ? "nothing" : answer.getName();
            throw new RefusalException(type + " gives " + given + " for its " + role + ", which is no record");
        }
        return answer;
    }
}
