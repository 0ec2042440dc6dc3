package io.xenscribe.xenstore;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request and its answer, which {@link Connection} fills in under its lock. */
final class Call {

    private final Operation operation;
    private final int transaction;
    private final String path;
    private final byte[] payload;

    private @Nullable Message reply;
    private @Nullable StoreError refusal;

    /** What {@link Connection} needs to match the answer. */
    int id;

    long deadline;

    @Nullable
    Thread sender;

    /** @param path for messages; empty where the request is about no node */
    Call(Operation operation, int transaction, String path, byte[] payload) {
        this.operation = operation;
        this.transaction = transaction;
        this.path = path;
        this.payload = payload;
    }

    Operation operation() {
        return operation;
    }

    int transaction() {
        return transaction;
    }

    byte[] payload() {
        return payload;
    }

    boolean answered() {
        return reply != null || refusal != null;
    }

    /** Takes the daemon's answer; false when it cannot be one to this request. */
    boolean answer(Message message) {
        if (message.type() == Message.ERROR) {
            refuse(StoreError.received(message.text()));
            return true;
        }
        if (message.type() != operation.code()) {
            return false;
        }
        reply = message;
        return true;
    }

    void refuse(StoreError error) {
        refusal = error;
    }

    boolean refused(StoreError error) {
        return error.equals(refusal);
    }

    /** Throws if the store refused. */
    void require() throws XenstoreException {
        StoreError error = refusal;
        if (error != null) {
            throw XenstoreException.refused(toString(), error);
        }
    }

    String value() throws XenstoreException {
        return reply().value();
    }

    String text() throws XenstoreException {
        return reply().text();
    }

    List<String> parts() throws XenstoreException {
        return reply().parts();
    }

    private Message reply() throws XenstoreException {
        require();
        Message message = reply;
        if (message == null) {
            throw new IllegalStateException(this + " has no answer yet");
        }
        return message;
    }

    @Override
    public String toString() {
        return path.isEmpty() ? operation.name() : operation + " " + path;
    }
}
