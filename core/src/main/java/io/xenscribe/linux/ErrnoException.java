package io.xenscribe.linux;

import java.io.IOException;

/** A system call that failed: which, on what, and why. */
public final class ErrnoException extends IOException {

    private static final long serialVersionUID = 1;

    private final int errno;

    ErrnoException(int errno, String call, String object) {
        super((object.isEmpty() ? call : call + " " + object) + ": " + Libc.describe(errno));
        this.errno = errno;
    }

    public int errno() {
        return errno;
    }
}
