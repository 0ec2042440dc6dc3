package io.xenscribe.host;

/** A plugin cannot be used; the message is the reason, for the person who put it there. */
final class RefusalException extends Exception {

    private static final long serialVersionUID = 1;

    private final String reason;

    RefusalException(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
