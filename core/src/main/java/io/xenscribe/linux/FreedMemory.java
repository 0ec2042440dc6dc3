package io.xenscribe.linux;

/**
 * What has been freed, but the C library keeps in case it is asked again: compiling a method or reading a jar takes megabytes
 * for a moment. Given back by malloc_trim(3), which only glibc has.
 */
public final class FreedMemory {

    private static final long ALL = 0;

    private FreedMemory() {}

    /** Takes some milliseconds at most. Does nothing where the C library cannot, nor off Linux. */
    public static void giveBack() {
        if (System.getProperty("os.name", "").equals("Linux") && Libc.canTrim()) {
            Libc.trim(ALL);
        }
    }
}
