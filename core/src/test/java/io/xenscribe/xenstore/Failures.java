package io.xenscribe.xenstore;

/** The exceptions of the client, for stand-ins of it in other packages. */
public final class Failures {

    private Failures() {}

    public static XenstoreException refused(String request, StoreError error) {
        return XenstoreException.refused(request, error);
    }

    public static XenstoreException unavailable(String message) {
        return XenstoreException.unavailable(message);
    }
}
