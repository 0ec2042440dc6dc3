package io.xenscribe.plugin.services;

/**
 * A slice of systemd, as in systemd.slice(5).
 *
 * @param folder its control group, below the hierarchy's root: a dash in a slice's name is a level
 */
record Slice(String folder) {

    private static final String SUFFIX = ".slice";
    private static final String ROOT = "-.slice";

    /**
     * The slice of that name.
     *
     * @throws IllegalArgumentException when it cannot be the name of a slice
     */
    static Slice of(String name) {
        if (name.equals(ROOT)) {
            return new Slice("");
        }
        boolean isSlice = name.endsWith(SUFFIX) && UnitName.isName(name) && !name.startsWith(".");
        if (!isSlice || name.startsWith("-") || name.contains("--") || name.endsWith("-" + SUFFIX)) {
            throw new IllegalArgumentException("'" + name + "' is no name of a slice, as system.slice is");
        }
        StringBuilder folder = new StringBuilder();
        for (int dash = name.indexOf('-'); dash >= 0; dash = name.indexOf('-', dash + 1)) {
            folder.append('/').append(name, 0, dash).append(SUFFIX);
        }
        return new Slice(folder.append('/').append(name).toString());
    }

    /** That of a template's instances; in its name the template's dashes are no levels. */
    static Slice ofTemplate(String beforeInstance) {
        String escaped = beforeInstance.replace("\\", "\\x5c").replace("-", "\\x2d");
        return of("system-" + escaped + SUFFIX);
    }
}
