package io.xenscribe.mapping;

import io.xenscribe.facts.Fact;
import io.xenscribe.facts.FactType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something with a value: a fact, a slot's number, or text in quotes. */
sealed interface Operand {

    FactType type();

    /** Null stands for an absent fact. */
    @Nullable
    Object resolve(Frame frame);

    /** As the rule has it, for messages. */
    String name();

    /** The number of the variable that it begins at; negative when it begins at none. */
    default int variable() {
        return -1;
    }

    /** Whether its value may be, or hold, the text of the name {@code entry} in a map that {@code collector} gives. */
    default boolean covers(String collector, String entry) {
        return false;
    }

    /** Text in quotes. */
    record Quoted(String text) implements Operand {

        @Override
        public FactType type() {
            return FactType.Scalar.TEXT;
        }

        @Override
        public Object resolve(Frame frame) {
            return text;
        }

        @Override
        public String name() {
            return "'" + text + "'";
        }
    }

    /** The number that the element in hand has in its scope. */
    record SlotNumber() implements Operand {

        @Override
        public FactType type() {
            return FactType.Scalar.INTEGER;
        }

        @Override
        public Object resolve(Frame frame) {
            return frame.slot;
        }

        @Override
        public String name() {
            return "slot";
        }
    }

    /**
     * A fact, or a part of one.
     *
     * @param collector where the way begins; null when it begins at a variable
     * @param variable the number of that variable
     * @param steps from record to record
     * @param entry the name in the map of texts where the steps end; null when they end in no map
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared; walked thousands of times in an evaluation
    record Path(
            String name,
            FactType type,
            @Nullable String collector,
            int variable,
            Fact[] steps,
            @Nullable String entry) implements Operand {

        /** All facts of a collector. */
        static Path ofCollector(String name, FactType type) {
            return new Path(name, type, name, -1, new Fact[0], null);
        }

        /** The element that a variable stands for. */
        static Path ofVariable(String name, FactType type, int variable) {
            return new Path(name, type, null, variable, new Fact[0], null);
        }

        @Override
        public boolean covers(String giver, String name) {
            return giver.equals(collector) && (entry == null || entry.equals(name));
        }

        @Override
        public @Nullable Object resolve(Frame frame) {
            Object value = collector == null ? frame.variable(variable) : frame.facts.get(collector);
            for (int i = 0; i < steps.length && value != null; i++) {
                value = steps[i].of(value);
            }
            if (entry == null) {
                return value;
            }
            return value instanceof Map<?, ?> texts ? texts.get(entry) : null;
        }
    }
}
