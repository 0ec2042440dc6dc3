package io.xenscribe.xenstore;

import java.util.List;
import java.util.Optional;

/**
 * The nodes of a Xenstore, seen directly or within a transaction. Relative paths start at the caller's own
 * {@code /local/domain/<domid>/}; the agent uses no others. Values are text in UTF-8.
 */
public interface StoreTree {

    /**
     * The value of a node, or nothing where there is none.
     *
     * @throws XenstoreException when the store refuses or does not answer
     */
    Optional<String> read(String path) throws XenstoreException;

    /**
     * The names of a node's children in the daemon's order; empty both for a node without children and for no node.
     *
     * @throws XenstoreException when the store refuses or does not answer
     */
    List<String> list(String path) throws XenstoreException;

    /**
     * Who may do what: the first entry names the owner and what everybody else may, for example {@code n7}, {@code r0}.
     *
     * @throws XenstoreException when the store refuses or does not answer
     */
    List<String> permissions(String path) throws XenstoreException;

    /**
     * Sets the value of a node; makes it and its parents where they are missing.
     *
     * @throws XenstoreException when the store refuses or does not answer
     */
    void write(String path, String value) throws XenstoreException;

    /**
     * Removes a node and all below it; a node that is not there is no error.
     *
     * @throws XenstoreException when the store refuses or does not answer
     */
    void remove(String path) throws XenstoreException;

    /**
     * Sends many requests, with a bounded number in flight, in order.
     *
     * @return an outcome for each request, at its place; a refusal is an outcome, not an exception
     * @throws XenstoreException when the store does not answer
     */
    List<Outcome> perform(List<Request> requests) throws XenstoreException;
}
