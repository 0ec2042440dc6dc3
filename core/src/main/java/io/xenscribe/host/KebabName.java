package io.xenscribe.host;

/** The form of the names that people write in configuration and mappings. */
final class KebabName {

    static final String RULE = "words of lower-case letters and digits with dashes between them";

    private KebabName() {}

    static boolean is(String text) {
        boolean dashed = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = c >= 'a' && c <= 'z';
            boolean digit = c >= '0' && c <= '9' && i > 0;
            boolean dash = c == '-' && !dashed;
            if (!letter && !digit && !dash) {
                return false;
            }
            dashed = dash;
        }
        return !dashed;
    }
}
