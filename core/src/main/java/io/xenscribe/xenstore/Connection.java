package io.xenscribe.xenstore;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests and answers over one {@link Transport}, without a thread: whoever waits reads for all, one at a time, and the
 * others wait until their answer has come or the role is free.
 *
 * <p>It ends for good when the other end closes, sends what cannot be a message, or leaves a request without an answer:
 * an answer that comes late must never be taken for another's.
 */
final class Connection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private static final Duration LONGEST_WAIT = Duration.ofDays(365);

    private final Transport transport;
    private final WatchTable watches;
    private final Duration limit;
    private final MessageEncoder encoder = new MessageEncoder();
    private final MessageDecoder decoder = new MessageDecoder();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final InFlight inFlight;
    private @Nullable Thread reader;
    private boolean writing;
    private int waitingToSend;
    private boolean woken;
    private int users;
    private boolean closed;
    private boolean transportClosed;
    private boolean strangeAnswerLogged;
    private @Nullable String end;

    /** @param limit how long an answer may take */
    Connection(Transport transport, WatchTable watches, Duration limit) {
        this.transport = transport;
        this.watches = watches;
        this.limit = limit;
        this.inFlight = new InFlight(transport.requestsAtOnce());
    }

    String where() {
        return transport.where();
    }

    /** Sends a request and waits for its answer, which may be a refusal. */
    Call ask(Call call) throws XenstoreException {
        send(call);
        return answer(call);
    }

    /** Sends a request, as soon as fewer are in flight than the transport carries; requests of one thread keep their order. */
    void send(Call call) throws XenstoreException {
        checkSize(call);
        lock.lock();
        try {
            enter();
            awaitTurn();
            register(call);
            write(call);
        } finally {
            leave();
            lock.unlock();
        }
    }

    /** Waits for the answer to a request that was sent. */
    Call answer(Call call) throws XenstoreException {
        lock.lock();
        try {
            enter();
            if (!waitUntil(call::answered, call.deadline)) {
                throw end(unanswered(call));
            }
            return call;
        } finally {
            leave();
            lock.unlock();
        }
    }

    /** Reads for all until {@link #wake} is called or the time is over; returns whether it was woken. */
    boolean await(Duration time) throws XenstoreException {
        long nanos = (time.compareTo(LONGEST_WAIT) < 0 ? time : LONGEST_WAIT).toNanos();
        lock.lock();
        try {
            enter();
            boolean result = waitUntil(() -> woken, System.nanoTime() + nanos);
            woken = false;
            return result;
        } finally {
            leave();
            lock.unlock();
        }
    }

    /** Ends a present or the next {@link #await}. */
    void wake() {
        lock.lock();
        try {
            if (!woken) {
                woken = true;
                rouse();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends the connection; what others wait for fails. The last of them to leave closes the transport. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                end("the connection to " + where() + " is closed");
                closeTransportWhenUnused();
            }
        } finally {
            lock.unlock();
        }
    }

    private void checkSize(Call call) throws XenstoreException {
        int size = call.payload().length;
        if (size > transport.payloadLimit()) {
            throw XenstoreException.refused(
                    call + " takes " + size + " bytes and " + where() + " carries " + transport.payloadLimit(),
                    StoreError.E2BIG);
        }
    }

    private void enter() throws XenstoreException {
        users++;
        if (reader == Thread.currentThread()) {
            throw new IllegalStateException("a watch listener must not call the store");
        }
        checkUsable();
    }

    private void leave() {
        users--;
        closeTransportWhenUnused();
    }

    /** Not at once: a descriptor that somebody polls must not be closed, as its number may be taken again. */
    private void closeTransportWhenUnused() {
        if (closed && users == 0 && !transportClosed) {
            transportClosed = true;
            transport.close();
        }
    }

    private void checkUsable() throws XenstoreException {
        String reason = end;
        if (reason != null) {
            throw XenstoreException.unavailable(reason);
        }
    }

    private XenstoreException end(String reason) {
        if (end == null) {
            end = reason;
            rouse();
        }
        return XenstoreException.unavailable(reason);
    }

    /** Makes everybody look again at what they wait for. */
    private void rouse() {
        changed.signalAll();
        if (reader != null && reader != Thread.currentThread()) {
            transport.wake();
        }
    }

    private void awaitTurn() throws XenstoreException {
        waitingToSend++;
        try {
            if (!waitUntil(() -> !writing && !inFlight.full(), System.nanoTime() + limit.toNanos())) {
                throw end(unanswered(inFlight.oldest()));
            }
        } finally {
            waitingToSend--;
        }
    }

    private void register(Call call) {
        inFlight.add(call);
        call.deadline = System.nanoTime() + limit.toNanos();
        call.sender = Thread.currentThread();
    }

    /** The lock is let go meanwhile: the device holds the writer of a WATCH until the daemon has answered. */
    private void write(Call call) throws XenstoreException {
        writing = true;
        lock.unlock();
        Optional<StoreError> refusal = Optional.empty();
        String failure = "";
        try {
            refusal = transport.write(encoder.encode(call.operation(), call.id, call.transaction(), call.payload()));
        } catch (IOException e) {
            failure = "cannot send " + call + " to " + where() + ": " + e.getMessage();
        } finally {
            lock.lock();
            writing = false;
            if (waitingToSend > 0) {
                // Of those, one may be reading for all, and has read the answer to this already.
                rouse();
            }
        }
        if (!failure.isEmpty()) {
            throw end(failure);
        }
        if (refusal.isPresent()) {
            call.refuse(refusal.get());
            inFlight.remove(call);
        }
    }

    /** With the lock held. Returns whether {@code over} became true before the deadline. */
    private boolean waitUntil(BooleanSupplier over, long deadline) throws XenstoreException {
        boolean interrupted = false;
        try {
            while (!over.getAsBoolean()) {
                checkUsable();
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                if (reader == null) {
                    reader = Thread.currentThread();
                }
                if (reader == Thread.currentThread()) {
                    readOnce(left);
                } else {
                    interrupted |= pause(left);
                }
            }
            return true;
        } finally {
            if (reader == Thread.currentThread()) {
                reader = null;
                changed.signalAll();
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Returns whether the thread was interrupted, which is for others to look at: every wait here is short or can be woken. */
    @SuppressWarnings("WaitNotInLoop") // The loop is the caller's, which also reads for others in it.
    private boolean pause(long nanos) {
        try {
            long _ = changed.awaitNanos(nanos);
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    /** One wait and at most one read; the lock is let go, the role is kept. */
    private void readOnce(long nanos) throws XenstoreException {
        lock.unlock();
        String failure = "";
        try {
            if (transport.await(Duration.ofNanos(nanos))) {
                if (transport.read(decoder.space()) < 0) {
                    failure = where() + " closed the connection";
                } else {
                    dispatch();
                }
            }
        } catch (IOException e) {
            failure = "the connection to " + where() + " is broken: " + e.getMessage();
        } finally {
            lock.lock();
        }
        if (!failure.isEmpty()) {
            throw end(failure);
        }
    }

    /** In the order of the stream, so that a watch's listener has returned before the answer to its UNWATCH is seen. */
    private void dispatch() throws IOException {
        for (Optional<Message> next = decoder.next(); next.isPresent(); next = decoder.next()) {
            Message message = next.get();
            if (message.type() == Message.EVENT) {
                watches.dispatch(message);
            } else {
                deliver(message);
            }
        }
    }

    private void deliver(Message message) throws IOException {
        lock.lock();
        try {
            Call call = inFlight.asking(message);
            if (call == null) {
                logStrangeAnswer(message);
                return;
            }
            if (!call.answer(message)) {
                throw new IOException("type " + message.type() + " is no answer to " + call);
            }
            inFlight.remove(call);
            if (call.sender != Thread.currentThread() || waitingToSend > 0) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void logStrangeAnswer(Message message) {
        if (!strangeAnswerLogged) {
            strangeAnswerLogged = true;
            LOG.debug("{} answers request {}, which is not open (type {})", where(), message.id(), message.type());
        }
    }

    private String unanswered(@Nullable Call call) {
        return "no answer to " + call + " within " + seconds(limit) + " from " + where();
    }

    private static String seconds(Duration time) {
        long millis = TimeUnit.NANOSECONDS.toMillis(time.toNanos());
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }
}
