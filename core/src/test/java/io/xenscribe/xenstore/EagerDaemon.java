package io.xenscribe.xenstore;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * The other end of a client, which answers each request at once: a READ with the path, all else with OK. It waits for as
 * long as it takes, as nothing but a step of another thread ends a wait in {@link io.xenscribe.schedule.Interleavings}.
 */
public final class EagerDaemon implements Transport {

    private static final int READ = 2;
    private static final int WATCH = 4;

    private final int requestsAtOnce;
    private final boolean holdsWriters;
    private int held;
    private final ByteArrayOutputStream answers = new ByteArrayOutputStream();
    private boolean woken;
    private int closed;

    /** @param holdsWriters whether the writer of a WATCH waits for {@link #letGo}, as at Linux's device for the answer */
    public EagerDaemon(int requestsAtOnce, boolean holdsWriters) {
        this.requestsAtOnce = requestsAtOnce;
        this.holdsWriters = holdsWriters;
    }

    /** Lets go of the writer of a WATCH, whose answer may have been read by then; waits until there is one. */
    synchronized void letGo() {
        while (held == 0) {
            pause();
        }
        held--;
        notifyAll();
    }

    /** Another node changed. */
    synchronized void fire(String path, String token) {
        answer(Message.EVENT, 0, path + "\0" + token + "\0");
    }

    synchronized int closed() {
        return closed;
    }

    @Override
    public synchronized int read(ByteBuffer target) {
        byte[] bytes = answers.toByteArray();
        target.put(bytes);
        answers.reset();
        notifyAll();
        return bytes.length;
    }

    @Override
    public synchronized Optional<StoreError> write(ByteBuffer source) {
        int type = source.getInt(0);
        byte[] payload = new byte[source.getInt(12)];
        source.get(16, payload);
        String path = new String(payload, StandardCharsets.UTF_8);
        answer(type, source.getInt(4), type == READ ? path.substring(0, path.length() - 1) : "OK\0");
        if (holdsWriters && type == WATCH) {
            held++;
            notifyAll();
            while (held > 0) {
                pause();
            }
        }
        return Optional.empty();
    }

    @Override
    public synchronized boolean await(Duration limit) {
        while (!woken && answers.size() == 0) {
            pause();
        }
        woken = false;
        return answers.size() > 0;
    }

    @Override
    public synchronized void wake() {
        woken = true;
        notifyAll();
    }

    @Override
    public int payloadLimit() {
        return 4080;
    }

    @Override
    public int requestsAtOnce() {
        return requestsAtOnce;
    }

    @Override
    public String where() {
        return "the eager daemon";
    }

    @Override
    public synchronized void close() {
        closed++;
    }

    private void answer(int type, int id, String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer message = ByteBuffer.allocate(16 + payload.length).order(ByteOrder.LITTLE_ENDIAN);
        message.putInt(type).putInt(id).putInt(0).putInt(payload.length).put(payload);
        answers.writeBytes(message.array());
        notifyAll();
    }

    @SuppressWarnings("WaitNotInLoop") // The loop is the caller's.
    private void pause() {
        try {
            wait();
        } catch (InterruptedException abandoned) {
            throw new IllegalStateException("nobody came", abandoned);
        }
    }
}
