package io.xenscribe.xenstore;

import java.util.Optional;

/** What may be a path in a Xenstore: Xen's {@code docs/misc/xenstore.txt}. Daemons may set tighter limits on the length. */
public final class StorePath {

    /** The longest path that starts with a slash, in bytes. */
    public static final int ABSOLUTE_LIMIT = 3072;
    /** The longest path that starts at the domain's home, in bytes. */
    public static final int RELATIVE_LIMIT = 2048;

    private StorePath() {}

    /** What is wrong with a path, as the end of a sentence that begins with the path; nothing when it is a good one. */
    public static Optional<String> problem(String path) {
        if (path.isEmpty()) {
            return Optional.of("is empty");
        }
        if (path.charAt(0) == '@') {
            return Optional.of("starts with '@', which only special watches may");
        }
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '/' && i > 0 && path.charAt(i - 1) == '/') {
                return Optional.of("has an empty name between two slashes");
            }
            if (c != '/' && !allowed(c)) {
                return Optional.of(
                        "has " + quoted(path.codePointAt(i)) + ", and only A-Z a-z 0-9 - _ @ and / may be in a path");
            }
        }
        if (path.length() > 1 && path.endsWith("/")) {
            return Optional.of("ends with a slash");
        }
        int limit = path.charAt(0) == '/' ? ABSOLUTE_LIMIT : RELATIVE_LIMIT;
        if (path.length() > limit) {
            return Optional.of("is " + path.length() + " bytes long, and " + limit + " is the limit");
        }
        return Optional.empty();
    }

    /** Whether a character may be in the name of a node. */
    public static boolean allowed(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '_'
                || c == '@';
    }

    /** Whether {@code path} is {@code ancestor} or below it, both relative or both absolute. */
    static boolean atOrBelow(String path, String ancestor) {
        if (!path.startsWith(ancestor)) {
            return false;
        }
        return path.length() == ancestor.length() || ancestor.equals("/") || path.charAt(ancestor.length()) == '/';
    }

    static void check(Operation operation, String path) throws XenstoreException {
        // What special watches are on, such as @releaseDomain, is no node.
        boolean special = (operation == Operation.WATCH || operation == Operation.UNWATCH) && path.startsWith("@");
        Optional<String> problem = problem(special ? path.substring(1) : path);
        if (problem.isPresent()) {
            throw XenstoreException.refused(
                    operation + " " + shortened(path) + ": the path " + problem.get(), StoreError.EINVAL);
        }
    }

    private static String shortened(String path) {
        return path.length() <= 100 ? path : path.substring(0, 100) + "...";
    }

    private static String quoted(int c) {
        return c > ' ' && c != 0x7f ? "'" + Character.toString(c) + "'" : "the character " + c;
    }
}
