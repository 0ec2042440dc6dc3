package io.xenscribe.api;

import java.io.IOException;

/** The kernel dropped messages because they were not read fast enough (ENOBUFS). */
public final class LostMessagesException extends IOException {

    private static final long serialVersionUID = 1;

    public LostMessagesException(String message) {
        super(message);
    }
}
