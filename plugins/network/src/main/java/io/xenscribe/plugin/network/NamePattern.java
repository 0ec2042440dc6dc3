package io.xenscribe.plugin.network;

/** A name of an interface in which {@code *} is any text, also none, and {@code ?} is any one character. */
record NamePattern(String text) {

    boolean matches(String name) {
        int at = 0;
        int star = -1;
        int retry = 0;
        int i = 0;
        while (i < name.length()) {
            char expected = at < text.length() ? text.charAt(at) : 0;
            if (expected == '*') {
                star = at++;
                retry = i;
            } else if (at < text.length() && (expected == '?' || expected == name.charAt(i))) {
                at++;
                i++;
            } else if (star >= 0) {
                // Let the last star stand for one character more.
                at = star + 1;
                i = ++retry;
            } else {
                return false;
            }
        }
        while (at < text.length() && text.charAt(at) == '*') {
            at++;
        }
        return at == text.length();
    }
}
