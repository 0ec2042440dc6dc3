package io.xenscribe.plugin.network;

import io.xenscribe.api.MacAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Goes through the attributes of a message, or through those that are nested in one of them. */
final class Attributes {

    private final ByteBuffer datagram;
    private final int messageType;
    private final int end;
    private int value;
    private int valueLength;
    private int following;

    Attributes(ByteBuffer datagram, int messageType, int start, int end) {
        this.datagram = datagram;
        this.messageType = messageType;
        this.following = start;
        this.end = end;
    }

    /** Moves to the next attribute, the first one at first. */
    boolean next() throws OutOfStepException {
        int left = end - following;
        if (left < Rtnetlink.ATTRIBUTE_HEADER) {
            return false;
        }
        int length = datagram.getShort(following) & 0xffff;
        if (length < Rtnetlink.ATTRIBUTE_HEADER || length > left) {
            throw problem("an attribute that was cut short");
        }
        value = following + Rtnetlink.ATTRIBUTE_HEADER;
        valueLength = length - Rtnetlink.ATTRIBUTE_HEADER;
        following += Rtnetlink.align(length);
        return true;
    }

    int type() {
        return datagram.getShort(value - 2) & Rtnetlink.NLA_TYPE_MASK;
    }

    /** What is inside this attribute. */
    Attributes nested() {
        return new Attributes(datagram, messageType, value, value + valueLength);
    }

    int number() throws OutOfStepException {
        return number(0);
    }

    int number(int offset) throws OutOfStepException {
        need(offset + 4);
        return datagram.getInt(value + offset);
    }

    /** An interface's index, where 0 means none. */
    Optional<Integer> index() throws OutOfStepException {
        int index = number();
        return index == 0 ? Optional.empty() : Optional.of(index);
    }

    byte octet() throws OutOfStepException {
        need(1);
        return datagram.get(value);
    }

    /** Ends at the first zero byte. Any bytes can be a name, so those that are no UTF-8 are replaced. */
    String text() {
        byte[] bytes = new byte[valueLength];
        datagram.get(value, bytes);
        int length = 0;
        while (length < bytes.length && bytes[length] != 0) {
            length++;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    /** Nothing where the address has another length than Ethernet's. */
    Optional<MacAddress> macAddress() throws OutOfStepException {
        return valueLength == 6 ? Optional.of(MacAddress.of(bytes(6))) : Optional.empty();
    }

    InetAddress inetAddress(boolean ipv4) throws OutOfStepException {
        byte[] bytes = bytes(ipv4 ? 4 : 16);
        try {
            // The general method would make an IPv4 address of an IPv4-mapped IPv6 one.
            return ipv4 ? InetAddress.getByAddress(bytes) : Inet6Address.getByAddress(null, bytes, -1);
        } catch (UnknownHostException e) {
            throw new AssertionError("the length is right", e);
        }
    }

    private byte[] bytes(int length) throws OutOfStepException {
        need(length);
        byte[] bytes = new byte[length];
        datagram.get(value, bytes);
        return bytes;
    }

    private void need(int length) throws OutOfStepException {
        if (valueLength < length) {
            throw problem("an attribute that is too short");
        }
    }

    private OutOfStepException problem(String what) {
        return new OutOfStepException("a message of type " + messageType + " has " + what);
    }
}
