package io.xenscribe.api;

/**
 * Observes one part of the guest and publishes its whole current state as a record, each time it changes.
 *
 * <p>Declared in {@code META-INF/services/io.xenscribe.api.Collector} and made by its public no-argument constructor.
 *
 * @param <F> the facts: a record of scalars ({@code String}, {@code int}, {@code long}, {@code boolean}, enums,
 *     {@link Bytes}, {@link MacAddress}, {@link java.net.InetAddress}, {@link java.time.Instant},
 *     {@link java.time.Duration}), records of the same, lists of either, {@code Map<String, String>}, and
 *     {@code Optional} of a scalar or record; what is not known is absent, never 0 or empty text
 */
public interface Collector<F extends Record> {

    /** The name of the facts in mappings, for example {@code memory}: lower-kebab case, unique among loaded plugins. */
    String name();

    Class<F> facts();

    /**
     * The record that the plugin's section of {@code agent.yaml} is read into. Defaults come from the resource
     * {@code options.yaml} at the root of the plugin's jar; a component that neither gives must be an
     * {@code Optional}, a list or a map.
     */
    default Class<? extends Record> options() {
        return NoOptions.class;
    }

    /**
     * Publishes now and then after each change, until interrupted; or returns when nothing can change any more, and the
     * last record stays. Runs on a thread of its own; an exception means that the host calls it again after a pause,
     * while the record published last stays.
     *
     * @throws InterruptedException when the host asks it to end
     * @throws Exception what went wrong; the message is shown to the administrator, so it says what and where
     */
    void collect(Context<F> context) throws Exception;
}
