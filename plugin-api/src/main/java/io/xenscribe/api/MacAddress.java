package io.xenscribe.api;

/**
 * An Ethernet address of 48 bits.
 *
 * @param bits the six bytes in transmission order, the first one highest; the upper 16 bits are zero
 */
public record MacAddress(long bits) implements Comparable<MacAddress> {

    private static final String DIGITS = "0123456789abcdef";

    public MacAddress {
        if (bits >>> 48 != 0) {
            throw new IllegalArgumentException("more than 48 bits: " + Long.toHexString(bits));
        }
    }

    /**
     * From six bytes in transmission order.
     *
     * @throws IllegalArgumentException unless there are six
     */
    public static MacAddress of(byte[] bytes) {
        if (bytes.length != 6) {
            throw new IllegalArgumentException("a MAC address has 6 bytes, not " + bytes.length);
        }
        long bits = 0;
        for (byte b : bytes) {
            bits = bits << 8 | (b & 0xff);
        }
        return new MacAddress(bits);
    }

    /**
     * From six pairs of hexadecimal digits, separated by colons or dashes.
     *
     * @throws IllegalArgumentException when the text is anything else
     */
    public static MacAddress parse(String text) {
        if (text.length() != 17) {
            throw new IllegalArgumentException("not a MAC address: " + text);
        }
        long bits = 0;
        for (int i = 0; i < 17; i++) {
            char c = text.charAt(i);
            if (i % 3 == 2) {
                if (c != ':' && c != '-') {
                    throw new IllegalArgumentException("not a MAC address: " + text);
                }
                continue;
            }
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw new IllegalArgumentException("not a MAC address: " + text);
            }
            bits = bits << 4 | digit;
        }
        return new MacAddress(bits);
    }

    @Override
    public int compareTo(MacAddress other) {
        return Long.compare(bits, other.bits);
    }

    /** Lower case, with colons. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(17);
        for (int shift = 44; shift >= 0; shift -= 4) {
            text.append(DIGITS.charAt((int) (bits >>> shift) & 15));
            if (shift % 8 == 0 && shift > 0) {
                text.append(':');
            }
        }
        return text.toString();
    }
}
