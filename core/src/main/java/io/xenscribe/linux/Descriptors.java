package io.xenscribe.linux;

import java.io.IOException;

/** How the process stands with descriptors. */
public final class Descriptors {

    private Descriptors() {}

    /**
     * Whether not a single one can be had, for the process or the whole system has too many (EMFILE, ENFILE). It is tried,
     * as what failed calls say is in the language of the machine.
     */
    public static boolean areExhausted() {
        try {
            Libc.close(Libc.eventfd());
            return false;
        } catch (ErrnoException failure) {
            return failure.errno() == Libc.EMFILE || failure.errno() == Libc.ENFILE;
        } catch (IOException other) {
            return false;
        }
    }
}
