package io.xenscribe.mapping;

import io.xenscribe.facts.FactText;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What must hold for a rule to make keys. */
sealed interface Condition {

    boolean holds(Frame frame);

    /** The number of the innermost variable that must be known; negative when none need be. */
    int variable();

    /** Whether it is about a map of texts that {@code collector} gives, or the one with the name {@code entry} in it. */
    boolean asks(String collector, String entry);

    /**
     * Whether a fact is there; a truth value must be true, too, and a list or map must not be empty.
     *
     * @param wanted false after {@code not}
     */
    record Given(Operand operand, boolean wanted) implements Condition {

        @Override
        public boolean holds(Frame frame) {
            return isGiven(operand.resolve(frame)) == wanted;
        }

        @Override
        public int variable() {
            return operand.variable();
        }

        @Override
        public boolean asks(String collector, String entry) {
            return operand.covers(collector, entry);
        }

        private static boolean isGiven(@Nullable Object value) {
            if (value instanceof Boolean truth) {
                return truth;
            } else if (value instanceof List<?> items) {
                return !items.isEmpty();
            } else if (value instanceof Map<?, ?> texts) {
                return !texts.isEmpty();
            }
            return value != null;
        }
    }

    /**
     * Whether the texts of two scalars are the same; an absent fact is the same as nothing.
     *
     * @param wanted false for {@code !=}
     */
    record Same(Operand left, Operand right, boolean wanted) implements Condition {

        @Override
        public boolean holds(Frame frame) {
            return same(left.resolve(frame), right.resolve(frame)) == wanted;
        }

        @Override
        public int variable() {
            return Math.max(left.variable(), right.variable());
        }

        @Override
        public boolean asks(String collector, String entry) {
            return left.covers(collector, entry) || right.covers(collector, entry);
        }

        private static boolean same(@Nullable Object left, @Nullable Object right) {
            if (left == null || right == null) {
                return false;
            }
            return left.equals(right) || FactText.of(left).equals(FactText.of(right));
        }
    }
}
