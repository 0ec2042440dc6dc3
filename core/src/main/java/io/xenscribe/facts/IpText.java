package io.xenscribe.facts;

import java.net.Inet4Address;
import java.net.InetAddress;

/** The one recommended text of an IP address: dotted decimal, or RFC 5952 for IPv6. Without a zone. */
final class IpText {

    private static final int GROUPS = 8;

    private IpText() {}

    static void append(InetAddress address, StringBuilder text) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            dotted(bytes, 0, text);
        } else if (isMappedV4(bytes)) {
            text.append("::ffff:");
            dotted(bytes, 12, text);
        } else {
            groups(bytes, text);
        }
    }

    private static void dotted(byte[] bytes, int from, StringBuilder text) {
        for (int i = from; i < from + 4; i++) {
            if (i > from) {
                text.append('.');
            }
            text.append(bytes[i] & 0xff);
        }
    }

    /** RFC 5952 section 5: where the prefix tells that an IPv4 address is within, the mixed notation. */
    private static boolean isMappedV4(byte[] bytes) {
        for (int i = 0; i < 10; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return bytes[10] == (byte) 0xff && bytes[11] == (byte) 0xff;
    }

    private static void groups(byte[] bytes, StringBuilder text) {
        int hole = longestHole(bytes);
        int holeEnd = hole + holeLength(bytes, hole);
        for (int i = 0; i < GROUPS; i++) {
            if (i == hole) {
                text.append("::");
                i = holeEnd - 1;
                continue;
            }
            if (i > 0 && i != holeEnd) {
                text.append(':');
            }
            hexadecimal(group(bytes, i), text);
        }
    }

    /** Where the longest run of zero groups begins, the first of equals; beyond the end when no run has two. */
    private static int longestHole(byte[] bytes) {
        int longest = 1;
        int hole = GROUPS;
        for (int i = 0; i < GROUPS; i++) {
            int length = holeLength(bytes, i);
            if (length > longest) {
                longest = length;
                hole = i;
            }
        }
        return hole;
    }

    private static int holeLength(byte[] bytes, int from) {
        int end = from;
        while (end < GROUPS && group(bytes, end) == 0) {
            end++;
        }
        return end - from;
    }

    private static int group(byte[] bytes, int index) {
        return (bytes[2 * index] & 0xff) << 8 | (bytes[2 * index + 1] & 0xff);
    }

    private static void hexadecimal(int group, StringBuilder text) {
        for (int shift = 12; shift >= 0; shift -= 4) {
            if (group >>> shift != 0 || shift == 0) {
                text.append(Character.forDigit(group >>> shift & 15, 16));
            }
        }
    }
}
