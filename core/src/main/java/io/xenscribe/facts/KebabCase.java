package io.xenscribe.facts;

/** The names of Java, as the configuration spells them. */
final class KebabCase {

    private KebabCase() {}

    /** {@code operState} is {@code oper-state}, {@code peerMACAddress} is {@code peer-mac-address}. */
    static String ofComponent(String name) {
        StringBuilder kebab = new StringBuilder(name.length() + 4);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (i > 0 && Character.isUpperCase(c) && startsWord(name, i)) {
                kebab.append('-');
            }
            kebab.append(Character.toLowerCase(c));
        }
        return kebab.toString();
    }

    private static boolean startsWord(String name, int i) {
        boolean endsAcronym = i + 1 < name.length() && Character.isLowerCase(name.charAt(i + 1));
        return !Character.isUpperCase(name.charAt(i - 1)) || endsAcronym;
    }

    /** {@code NO_CARRIER} is {@code no-carrier}. */
    static void appendConstant(String name, StringBuilder kebab) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            kebab.append(c == '_' ? '-' : Character.toLowerCase(c));
        }
    }

    static String ofConstant(String name) {
        StringBuilder kebab = new StringBuilder(name.length());
        appendConstant(name, kebab);
        return kebab.toString();
    }
}
