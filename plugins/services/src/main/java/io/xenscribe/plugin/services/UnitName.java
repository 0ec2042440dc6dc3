package io.xenscribe.plugin.services;

import java.util.Optional;

/**
 * The name of a service's unit, as in systemd.unit(5).
 *
 * @param text whole, with its suffix
 */
record UnitName(String text) {

    static final String SUFFIX = ".service";

    private static final String[] OTHER_KINDS = {
        ".automount", ".device", ".mount", ".path", ".scope", ".slice", ".socket", ".swap", ".target", ".timer"
    };
    private static final String SIGNS = ":-_.\\@";
    private static final int MOST = 255;

    /**
     * A name as people write it.
     *
     * @param text its suffix may be left out
     * @throws IllegalArgumentException when it cannot be the name of a service
     */
    static UnitName of(String text) {
        for (String kind : OTHER_KINDS) {
            if (text.endsWith(kind)) {
                throw new IllegalArgumentException("'" + text + "' is no service: only services have a state here");
            }
        }
        UnitName name = new UnitName(text.endsWith(SUFFIX) ? text : text + SUFFIX);
        int at = text.indexOf('@');
        if (!isName(name.text) || name.text.startsWith(".") || at == 0 || at != text.lastIndexOf('@')) {
            throw new IllegalArgumentException("'" + text + "' is no name of a unit");
        }
        if (name.isTemplate()) {
            throw new IllegalArgumentException("'" + text + "' is a template: name an instance, as in getty@tty1");
        }
        return name;
    }

    /** Whether systemd takes it as a unit's name, so that it is one name in a path, too. */
    static boolean isName(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isPlain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!isPlain && SIGNS.indexOf(c) < 0) {
                return false;
            }
        }
        return text.length() <= MOST;
    }

    String withoutSuffix() {
        return text.substring(0, text.length() - SUFFIX.length());
    }

    boolean isTemplate() {
        return text.endsWith("@" + SUFFIX);
    }

    /** The template that this is an instance of, if it is one. */
    Optional<UnitName> template() {
        int at = text.indexOf('@');
        return at < 0 ? Optional.empty() : Optional.of(new UnitName(text.substring(0, at + 1) + SUFFIX));
    }

    /** The unit of another template with this one's instance. */
    UnitName instanceOf(UnitName template) {
        String beforeInstance = template.text.substring(0, template.text.indexOf('@'));
        return new UnitName(beforeInstance + text.substring(text.indexOf('@')));
    }

    /** The slice that systemd makes for the instances of a template, see systemd.special(7). */
    Optional<Slice> ownSlice() {
        int at = text.indexOf('@');
        return at < 0 ? Optional.empty() : Optional.of(Slice.ofTemplate(text.substring(0, at)));
    }

    @Override
    public String toString() {
        return text;
    }
}
