package io.xenscribe.api.testkit;

import io.xenscribe.api.LostMessagesException;
import io.xenscribe.api.Netlink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The kernel's side of a netlink socket: what it answers to each request, and what arrives by itself.
 *
 * <pre>{@code
 * var kernel = new ScriptedNetlink()
 *         .answer(Recording.of(Path.of("fixtures/one-vif/links.bin")))
 *         .answer(Recording.of(Path.of("fixtures/one-vif/ipv4.bin")));
 * var context = FixtureContext.<NetworkFacts>of(Path.of("fixtures/one-vif"))
 *         .netlink(kernel)
 *         .then(() -> kernel.arrive(Recording.of(Path.of("fixtures/one-vif/address-added.bin"))))
 *         .then(kernel::lose);
 * }</pre>
 */
public final class ScriptedNetlink implements Netlink {

    /** Stands in the queue where the kernel dropped messages. */
    private static final byte[] LOST = {};

    private final Deque<List<byte[]>> answers = new ArrayDeque<>();
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private final List<byte[]> requests = new ArrayList<>();
    private int groups;
    private boolean open;

    /** Adds the datagrams that the next request without an answer gets; a request beyond all answers gets none. */
    public ScriptedNetlink answer(List<byte[]> datagrams) {
        answers.add(List.copyOf(datagrams));
        return this;
    }

    /** Adds an answer that ends with the kernel having dropped messages. */
    public ScriptedNetlink answerThenLose(List<byte[]> datagrams) {
        List<byte[]> answer = new ArrayList<>(datagrams);
        answer.add(LOST);
        return answer(answer);
    }

    /** Lets datagrams arrive now. */
    public void arrive(List<byte[]> datagrams) {
        waiting.addAll(datagrams);
    }

    /** Lets the kernel drop messages now. */
    public void lose() {
        waiting.add(LOST);
    }

    /** What was sent so far. */
    public List<byte[]> requests() {
        return List.copyOf(requests);
    }

    /** The groups that the collector joined. */
    public int groups() {
        return groups;
    }

    public boolean isOpen() {
        return open;
    }

    @Override
    public void send(ByteBuffer request) throws IOException {
        byte[] bytes = new byte[request.remaining()];
        request.duplicate().get(bytes);
        requests.add(bytes);
        List<byte[]> answer = answers.poll();
        if (answer != null) {
            waiting.addAll(answer);
        }
    }

    @Override
    public Optional<ByteBuffer> receive() throws IOException {
        byte[] datagram = waiting.poll();
        if (datagram == LOST) {
            throw new LostMessagesException("the test lets messages be lost");
        }
        return Optional.ofNullable(datagram)
                .map(byte[]::clone)
                .map(bytes -> ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()));
    }

    @Override
    public void close() {
        open = false;
    }

    ScriptedNetlink open(int groups) {
        this.groups = groups;
        open = true;
        return this;
    }

    boolean isReady() {
        return !waiting.isEmpty();
    }
}
