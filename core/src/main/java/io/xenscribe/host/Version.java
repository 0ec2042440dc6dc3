package io.xenscribe.host;

/** The agent's own version, which is the plugin API's as well. */
public final class Version {

    private Version() {}

    /** For example {@code 0.1.0}. */
    public static String text() {
        return ApiVersion.current().toString();
    }
}
