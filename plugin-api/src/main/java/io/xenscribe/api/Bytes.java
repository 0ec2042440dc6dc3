package io.xenscribe.api;

/** An amount of memory or storage. In a mapping its text is the number of bytes; filters give other units. */
public record Bytes(long count) implements Comparable<Bytes> {

    public Bytes {
        if (count < 0) {
            throw new IllegalArgumentException("negative amount: " + count);
        }
    }

    public static Bytes of(long count) {
        return new Bytes(count);
    }

    /** From units of 1024 bytes, as /proc/meminfo counts. */
    public static Bytes ofKib(long kib) {
        return new Bytes(Math.multiplyExact(kib, 1024L));
    }

    /** Whole units of 1024 bytes, rounded down. */
    public long kib() {
        return count >> 10;
    }

    /** Whole units of 1024 * 1024 bytes, rounded down. */
    public long mib() {
        return count >> 20;
    }

    @Override
    public int compareTo(Bytes other) {
        return Long.compare(count, other.count);
    }

    @Override
    public String toString() {
        return Long.toString(count);
    }
}
