package io.xenscribe.plugin.network;

import io.xenscribe.api.Context;
import io.xenscribe.api.Netlink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks the kernel for all interfaces and addresses. What it announces meanwhile is held back and applied afterwards:
 * each part of the answer is from some moment since the first question, and the announcements since then are complete,
 * so they lead from any such moment to now.
 */
final class KernelLister {

    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(5);
    private static final int MOST_WAITING = 100_000;

    private final Context<?> context;
    private final Netlink netlink;
    private final Dialect dialect;
    private final List<Change> announced = new ArrayList<>();
    private int sequence;

    KernelLister(Context<?> context, Netlink netlink, Dialect dialect) {
        this.dialect = dialect;
        this.context = context;
        this.netlink = netlink;
    }

    /**
     * A table that is in step with all that was received.
     *
     * @throws OutOfStepException when that did not work out; worth another try after a pause
     * @throws IOException from the socket
     */
    InterfaceTable list() throws IOException, InterruptedException {
        discardWaiting();
        InterfaceTable table = new InterfaceTable();
        // The kernel runs one listing for a socket at a time.
        ask(Listing.LINKS, table);
        ask(Listing.IPV4, table);
        ask(Listing.IPV6, table);
        for (Change change : announced) {
            table.apply(change);
        }
        announced.clear();
        return table;
    }

    /** What was announced before messages were lost is of no use: it may be older than what is listed next. */
    private void discardWaiting() throws IOException {
        announced.clear();
        for (int i = 0; i < MOST_WAITING; i++) {
            if (netlink.receive().isEmpty()) {
                return;
            }
        }
        throw new OutOfStepException("changes come faster than they can be read");
    }

    private void ask(Listing listing, InterfaceTable table) throws IOException, InterruptedException {
        sequence++;
        netlink.send(listing.request(dialect, sequence));
        while (true) {
            if (context.await(LONGEST_SILENCE, netlink).isEmpty()) {
                throw new OutOfStepException("the kernel does not answer");
            }
            Optional<ByteBuffer> datagram = netlink.receive();
            while (datagram.isPresent()) {
                if (takeIn(new MessageReader(dialect, datagram.get()), listing, table)) {
                    return;
                }
                datagram = netlink.receive();
            }
        }
    }

    /** Takes in one datagram, and tells whether the answer is complete with it. */
    private boolean takeIn(MessageReader messages, Listing listing, InterfaceTable table) throws OutOfStepException {
        boolean complete = false;
        while (messages.next()) {
            boolean answer = messages.sequence() == sequence;
            int type = messages.type();
            if (type == Rtnetlink.NLMSG_ERROR || type == Rtnetlink.NLMSG_DONE) {
                complete |= answer && endsWell(messages, listing);
            } else if (!messages.isListed()) {
                holdBack(messages);
            } else if (answer) {
                checkWhole(messages);
                Optional<Change> change = messages.change();
                if (change.isPresent()) {
                    table.list(change.get());
                }
            }
        }
        return complete;
    }

    private boolean endsWell(MessageReader messages, Listing listing) throws OutOfStepException {
        checkWhole(messages);
        int errno = messages.errno();
        if (errno != 0 && !listing.isEmptyAt(dialect, errno)) {
            throw new OutOfStepException("the kernel answers with error " + errno);
        }
        return true;
    }

    private static void checkWhole(MessageReader messages) throws OutOfStepException {
        if (messages.isInterrupted()) {
            throw new OutOfStepException("the interfaces changed while the kernel listed them");
        }
    }

    private void holdBack(MessageReader messages) throws OutOfStepException {
        if (announced.size() == MOST_WAITING) {
            throw new OutOfStepException("changes come faster than the kernel lists");
        }
        Optional<Change> change = messages.change();
        if (change.isPresent()) {
            announced.add(change.get());
        }
    }
}
