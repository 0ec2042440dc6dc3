package io.xenscribe.mapping;

import java.util.ArrayList;
import java.util.List;

/** A path template seen as the paths that it can give: each {@code ${...}} is any text within one name. */
final class PathPattern {

    /** In the place of an expression; no path has it. */
    private static final char ANY = '\0';

    private final List<String> names;

    private PathPattern(List<String> names) {
        this.names = names;
    }

    /** @param template as it is written */
    static PathPattern of(String template) {
        List<String> names = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            if (template.startsWith("${", i)) {
                i = end(template, i);
                if (name.isEmpty() || name.charAt(name.length() - 1) != ANY) {
                    name.append(ANY);
                }
            } else if (c == '/') {
                names.add(name.toString());
                name.setLength(0);
            } else {
                name.append(c);
            }
        }
        names.add(name.toString());
        return new PathPattern(names);
    }

    /** Where the expression that begins at {@code start} ends; text in quotes may have brackets. */
    private static int end(String template, int start) {
        boolean quoted = false;
        for (int i = start; i < template.length(); i++) {
            char c = template.charAt(i);
            quoted ^= c == '\'';
            if (c == '}' && !quoted) {
                return i;
            }
        }
        return template.length();
    }

    boolean matches(String path) {
        return isPrefixOf(path) && path.split("/", -1).length == names.size();
    }

    /** Whether the template can give {@code path} or a path above it. */
    boolean isPrefixOf(String path) {
        String[] parts = path.split("/", -1);
        if (parts.length < names.size()) {
            return false;
        }
        for (int i = 0; i < names.size(); i++) {
            if (!matches(names.get(i), parts[i])) {
                return false;
            }
        }
        return true;
    }

    /** Takes each expression as short as it can be, and longer when what follows does not fit. */
    private static boolean matches(String pattern, String name) {
        int at = 0;
        int in = 0;
        int retry = -1;
        int retryIn = 0;
        while (in < name.length()) {
            if (at < pattern.length() && pattern.charAt(at) == ANY) {
                retry = ++at;
                retryIn = ++in;
            } else if (at < pattern.length() && pattern.charAt(at) == name.charAt(in)) {
                at++;
                in++;
            } else if (retry >= 0) {
                at = retry;
                in = ++retryIn;
            } else {
                return false;
            }
        }
        return at == pattern.length();
    }
}
