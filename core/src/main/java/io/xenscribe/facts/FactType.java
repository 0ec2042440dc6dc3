package io.xenscribe.facts;

import java.util.List;

/** What a component of a record of facts, or of options, can hold. */
public sealed interface FactType {

    /** As {@code plugins describe} shows it. */
    String description();

    /** Whether a value has a text of its own, so that it can stand in a template. */
    default boolean isScalar() {
        return true;
    }

    /** The scalars, by the type that Java knows them as. */
    enum Scalar implements FactType {
        TEXT("text"),
        INTEGER("integer"),
        LONG("integer"),
        BOOLEAN("true or false"),
        BYTES("bytes"),
        MAC_ADDRESS("MAC address"),
        IP_ADDRESS("IP address"),
        INSTANT("time"),
        DURATION("duration");

        private final String description;

        Scalar(String description) {
            this.description = description;
        }

        @Override
        public String description() {
            return description;
        }
    }

    /**
     * One of a fixed set of words.
     *
     * @param words the enum's constants in lower-kebab case, in its order
     */
    record Choice(Class<?> type, List<String> words) implements FactType {

        @Override
        public String description() {
            return String.join(" | ", words);
        }
    }

    /** A record within a record. */
    record Group(FactSchema schema) implements FactType {

        @Override
        public String description() {
            return "record";
        }

        @Override
        public boolean isScalar() {
            return false;
        }
    }

    /** A list, that {@code for:} goes through. */
    record Sequence(FactType element) implements FactType {

        @Override
        public String description() {
            return "list of " + (element instanceof Group ? "records" : element.description());
        }

        @Override
        public boolean isScalar() {
            return false;
        }
    }

    /** Texts by names that are not known beforehand. */
    record Dictionary() implements FactType {

        @Override
        public String description() {
            return "map of texts";
        }

        @Override
        public boolean isScalar() {
            return false;
        }
    }
}
