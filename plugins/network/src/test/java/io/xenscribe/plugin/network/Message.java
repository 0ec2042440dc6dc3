package io.xenscribe.plugin.network;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Composes a message that no kernel at hand sends. */
final class Message {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final int type;
    private final int flags;

    private Message(int type, int flags) {
        this.type = type;
        this.flags = flags;
    }

    static Message link(int interfaceType, int ifindex) {
        Message message = new Message(Rtnetlink.RTM_NEWLINK, 0);
        message.bytes.writeBytes(words(interfaceType << 16, ifindex, 0, 0));
        return message;
    }

    static Message address(int family, int prefixLength, int flags, int scope, int ifindex) {
        Message message = new Message(Rtnetlink.RTM_NEWADDR, 0);
        message.bytes.writeBytes(words(family | prefixLength << 8 | flags << 16 | scope << 24, ifindex));
        return message;
    }

    static Message error(int error) {
        Message message = new Message(Rtnetlink.NLMSG_ERROR, 0);
        message.bytes.writeBytes(words(error, 0, 0, 0, 0));
        return message;
    }

    Message with(int attribute, byte[] value) {
        int length = Rtnetlink.ATTRIBUTE_HEADER + value.length;
        bytes.writeBytes(words(length | attribute << 16));
        bytes.writeBytes(value);
        bytes.writeBytes(new byte[Rtnetlink.align(length) - length]);
        return this;
    }

    Message with(int attribute, String text) {
        return with(attribute, (text + "\0").getBytes(StandardCharsets.UTF_8));
    }

    Message with(int attribute, int word) {
        return with(attribute, words(word));
    }

    /** A datagram of just this message. */
    ByteBuffer datagram() {
        int length = Rtnetlink.HEADER + bytes.size();
        ByteBuffer datagram = ByteBuffer.allocate(length).order(ByteOrder.nativeOrder());
        datagram.put(words(length, type | flags << 16, 7, 0));
        return datagram.put(bytes.toByteArray()).flip();
    }

    private static byte[] words(int... words) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * words.length).order(ByteOrder.nativeOrder());
        for (int word : words) {
            bytes.putInt(word);
        }
        return bytes.array();
    }
}
