package io.xenscribe.mapping;

/**
 * A part of the tree of which it is not known what should be there, so that nothing of it may go.
 *
 * @param prefix the path as far as it is known
 * @param whole whether {@code prefix} ends with a whole name, rather than within one
 */
record Protection(String prefix, boolean whole) {

    /** What begins like {@code known}, the part of a path before its first unknown text. */
    static Protection of(String known) {
        return known.endsWith("/")
                ? new Protection(known.substring(0, known.length() - 1), true)
                : new Protection(known, false);
    }

    boolean covers(String path) {
        return whole ? PathRules.isAtOrBelow(path, prefix) : path.startsWith(prefix);
    }

    /** Whether removing {@code path} with all below it would take something with it. */
    boolean forbidsRemoving(String path) {
        return covers(path) || PathRules.isAtOrBelow(prefix, path);
    }
}
