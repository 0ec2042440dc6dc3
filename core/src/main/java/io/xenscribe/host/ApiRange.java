package io.xenscribe.host;

import java.util.ArrayList;
import java.util.List;

/**
 * The versions of the plugin API that a plugin can work with, as its manifest says: {@code ^0.1.0}, or bounds that must
 * all hold, {@code >=0.1.0 <0.3.0}. A caret, and a version alone, mean that one and all later ones up to the next that
 * may break it: the next with another leftmost number that is not 0.
 */
record ApiRange(String text, List<Bound> bounds) {

    private enum Relation {
        LESS("<"),
        AT_MOST("<="),
        MORE(">"),
        AT_LEAST(">="),
        EQUAL("=");

        private final String sign;

        Relation(String sign) {
            this.sign = sign;
        }
    }

    private record Bound(Relation relation, ApiVersion version) {

        boolean admits(ApiVersion candidate) {
            int order = candidate.compareTo(version);
            return switch (relation) {
                case LESS -> order < 0;
                case AT_MOST -> order <= 0;
                case MORE -> order > 0;
                case AT_LEAST -> order >= 0;
                case EQUAL -> order == 0;
            };
        }
    }

    /** @throws IllegalArgumentException when the text is no range */
    static ApiRange parse(String text) {
        List<Bound> bounds = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int end = end(text, at);
            if (end > at) {
                add(text.substring(at, end), bounds);
            }
            at = end + 1;
        }
        if (bounds.isEmpty()) {
            throw new IllegalArgumentException("'" + text + "' names no version");
        }
        return new ApiRange(text, List.copyOf(bounds));
    }

    boolean admits(ApiVersion version) {
        for (Bound bound : bounds) {
            if (!bound.admits(version)) {
                return false;
            }
        }
        return true;
    }

    private static int end(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) != ' ' && text.charAt(end) != '&') {
            end++;
        }
        return end;
    }

    private static void add(String term, List<Bound> bounds) {
        int digits = 0;
        while (digits < term.length() && !Character.isDigit(term.charAt(digits))) {
            digits++;
        }
        String sign = term.substring(0, digits);
        ApiVersion version = ApiVersion.parse(term.substring(digits));
        if (sign.isEmpty() || sign.equals("^")) {
            bounds.add(new Bound(Relation.AT_LEAST, version));
            bounds.add(new Bound(Relation.LESS, breaking(version)));
            return;
        }
        for (Relation relation : Relation.values()) {
            if (relation.sign.equals(sign)) {
                bounds.add(new Bound(relation, version));
                return;
            }
        }
        throw new IllegalArgumentException("'" + sign + "' is none of ^ < <= > >= =");
    }

    private static ApiVersion breaking(ApiVersion version) {
        if (version.major() > 0) {
            return new ApiVersion(version.major() + 1, 0, 0);
        }
        if (version.minor() > 0) {
            return new ApiVersion(0, version.minor() + 1, 0);
        }
        return new ApiVersion(0, 0, version.patch() + 1);
    }

    @Override
    public String toString() {
        return text;
    }
}
