package io.xenscribe.api;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Reads the guest's Xenstore. Relative paths start at the domain's home. Calls block for a bounded time. */
public interface XenstoreReader {

    /**
     * The value of a node, or nothing when there is no such node or the guest may not read it.
     *
     * @throws IOException when the store does not answer
     */
    Optional<String> read(String path) throws IOException;

    /**
     * The names of a node's children; empty when there is no such node or the guest may not read it.
     *
     * @throws IOException when the store does not answer
     */
    List<String> list(String path) throws IOException;
}
