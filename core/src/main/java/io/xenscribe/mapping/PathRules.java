package io.xenscribe.mapping;

import java.nio.charset.StandardCharsets;

/** What Xenstore allows in paths and values, by the tightest of its daemons. */
final class PathRules {

    /** oxenstored allows 1024 bytes with {@code /local/domain/<domid>/} in front. */
    static final int LONGEST_PATH = 990;

    /** Both daemons allow 2048 bytes a node; the C one counts permissions and the names of children too. */
    static final int LONGEST_VALUE = 2000;

    private PathRules() {}

    /** Whether the character may be part of a name in a path. */
    static boolean isAllowed(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '_'
                || c == '@';
    }

    static boolean areAllowed(CharSequence text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (!isAllowed(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    static boolean isAtOrBelow(String path, String above) {
        return path.startsWith(above) && (path.length() == above.length() || path.charAt(above.length()) == '/');
    }

    static boolean isBelow(String path, String above) {
        return path.length() > above.length() && path.charAt(above.length()) == '/' && path.startsWith(above);
    }

    static boolean isChild(String path, String directory) {
        return isBelow(path, directory) && path.lastIndexOf('/') == directory.length();
    }

    /** Whether {@code below} is a path that can stand below {@code above}. */
    static boolean canFollow(String above, String below) {
        if (below.isEmpty() || above.length() + 1 + below.length() > LONGEST_PATH) {
            return false;
        }
        char last = '/';
        for (int i = 0; i < below.length(); i++) {
            char c = below.charAt(i);
            if (c == '/' ? last == '/' : !isAllowed(c)) {
                return false;
            }
            last = c;
        }
        return last != '/';
    }

    /** The path of the node above; empty for a node at the top. */
    static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    /** With a blank for each control character: what others wrote is one line of text for whoever shows it. */
    static String onOneLine(String value) {
        StringBuilder text = new StringBuilder(value);
        return putOnOneLine(text, 0) ? text.toString() : value;
    }

    /** The same for a text from a place on; returns whether there was one. */
    static boolean putOnOneLine(StringBuilder text, int from) {
        boolean found = false;
        for (int i = from; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                text.setCharAt(i, ' ');
                found = true;
            }
        }
        return found;
    }

    static boolean isTooLong(String value) {
        return value.length() > LONGEST_VALUE / 3 && value.getBytes(StandardCharsets.UTF_8).length > LONGEST_VALUE;
    }
}
