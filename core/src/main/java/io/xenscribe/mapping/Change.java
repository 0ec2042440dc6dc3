package io.xenscribe.mapping;

/** One request that brings Xenstore nearer to the wanted tree. */
public sealed interface Change {

    String path();

    /** The transaction it belongs to, see {@link Key#unit}. */
    String unit();

    /** Whether it does not trigger the commit keys. */
    boolean quiet();

    /** Sets a value; makes the node where it is missing. */
    record Write(Key key) implements Change {

        @Override
        public String path() {
            return key.path();
        }

        @Override
        public String unit() {
            return key.unit();
        }

        @Override
        public boolean quiet() {
            return key.quiet();
        }
    }

    /** Removes a node and all that is below it. */
    record Remove(String path, String unit) implements Change {

        @Override
        public boolean quiet() {
            return false;
        }
    }
}
