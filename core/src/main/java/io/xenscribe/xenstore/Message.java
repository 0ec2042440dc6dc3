package io.xenscribe.xenstore;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One message that came from the daemon. Nothing in it is to be trusted: the type may be unknown, and in an event the
 * kernel leaves the ids uninitialised.
 */
final class Message {

    static final int EVENT = 15;
    static final int ERROR = 16;

    private final int type;
    private final int id;
    private final byte[] payload;

    Message(int type, int id, byte[] payload) {
        this.type = type;
        this.id = id;
        this.payload = payload;
    }

    int type() {
        return type;
    }

    int id() {
        return id;
    }

    /** The whole payload as text, without the NUL that may end it. */
    String text() {
        int end = payload.length > 0 && payload[payload.length - 1] == 0 ? payload.length - 1 : payload.length;
        return text(0, end);
    }

    /** The whole payload as text: a node's value has no NUL at its end unless somebody wrote it. */
    String value() {
        return text(0, payload.length);
    }

    /** The parts between NULs; a last one that lacks its NUL counts as well, and empty ones count. */
    List<String> parts() {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < payload.length; i++) {
            if (payload[i] == 0) {
                parts.add(text(start, i));
                start = i + 1;
            }
        }
        if (start < payload.length) {
            parts.add(text(start, payload.length));
        }
        return parts;
    }

    private String text(int start, int end) {
        return new String(payload, start, end - start, StandardCharsets.UTF_8);
    }

    /** A request's payload: each part with a NUL behind it. */
    static byte[] payload(String... parts) {
        if (parts.length == 1) {
            return payload(parts[0], new byte[0]);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String part : parts) {
            bytes.writeBytes(part.getBytes(StandardCharsets.UTF_8));
            bytes.write(0);
        }
        return bytes.toByteArray();
    }

    /** The payload of a WRITE: the value has no NUL behind it. */
    static byte[] payload(String path, byte[] value) {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        byte[] payload = new byte[name.length + 1 + value.length];
        System.arraycopy(name, 0, payload, 0, name.length);
        System.arraycopy(value, 0, payload, name.length + 1, value.length);
        return payload;
    }
}
