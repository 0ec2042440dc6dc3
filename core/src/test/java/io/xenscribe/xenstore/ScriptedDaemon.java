package io.xenscribe.xenstore;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** The other end of a client, that a test gives the answers of. */
final class ScriptedDaemon implements Transport {

    /** What a test does with each request; called by the writer. */
    @FunctionalInterface
    interface Script {
        void asked(ScriptedDaemon daemon, int type, int id, String payload) throws IOException;
    }

    private final Script script;
    private final int requestsAtOnce;
    private ByteArrayOutputStream stream = new ByteArrayOutputStream();
    private Optional<StoreError> refusal = Optional.empty();
    private boolean woken;
    private boolean ended;
    private int closed;
    private int asked;
    private boolean idle;

    ScriptedDaemon(Script script) {
        this(10, script);
    }

    ScriptedDaemon(int requestsAtOnce, Script script) {
        this.requestsAtOnce = requestsAtOnce;
        this.script = script;
    }

    /** Answers every request with OK or, for a READ, a value. */
    static ScriptedDaemon obliging() {
        return new ScriptedDaemon((daemon, type, id, _) -> daemon.send(type, id, type == 2 ? "value" : "OK\0"));
    }

    synchronized void send(int type, int id, String payload) {
        byte[] text = payload.getBytes(StandardCharsets.UTF_8);
        ByteBuffer message = ByteBuffer.allocate(16 + text.length).order(ByteOrder.LITTLE_ENDIAN);
        message.putInt(type).putInt(id).putInt(0).putInt(text.length).put(text);
        send(message.array());
    }

    synchronized void send(byte[] bytes) {
        stream.writeBytes(bytes);
        notifyAll();
    }

    /** The next write fails as that of a refused watch does. */
    synchronized void refuse(StoreError error) {
        refusal = Optional.of(error);
    }

    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Until the client has read everything and waits for more. */
    synchronized void awaitIdleReader() {
        boolean interrupted = false;
        while (!idle) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** How often the client has closed this. */
    synchronized int closed() {
        return closed;
    }

    /** How many requests came. */
    synchronized int asked() {
        return asked;
    }

    @Override
    public synchronized int read(ByteBuffer target) {
        byte[] bytes = stream.toByteArray();
        int count = Math.min(bytes.length, target.remaining());
        target.put(bytes, 0, count);
        stream = new ByteArrayOutputStream();
        stream.write(bytes, count, bytes.length - count);
        return count == 0 && ended ? -1 : count;
    }

    @Override
    public Optional<StoreError> write(ByteBuffer source) throws IOException {
        int type = source.getInt(0);
        int id = source.getInt(4);
        byte[] payload = new byte[source.getInt(12)];
        source.get(16, payload);
        synchronized (this) {
            asked++;
            if (refusal.isPresent()) {
                Optional<StoreError> now = refusal;
                refusal = Optional.empty();
                return now;
            }
        }
        script.asked(this, type, id, new String(payload, StandardCharsets.UTF_8));
        return Optional.empty();
    }

    /** As poll(2) does, it takes no notice of an interrupt. */
    @Override
    public synchronized boolean await(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        boolean interrupted = false;
        while (stream.size() == 0 && !ended && !woken) {
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                break;
            }
            idle = true;
            notifyAll();
            try {
                wait(millis);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        idle = false;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        woken = false;
        return stream.size() > 0 || ended;
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
        return "the script";
    }

    @Override
    public synchronized void close() {
        closed++;
    }
}
