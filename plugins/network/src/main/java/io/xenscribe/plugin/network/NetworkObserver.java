package io.xenscribe.plugin.network;

import io.xenscribe.api.Context;
import io.xenscribe.api.LostMessagesException;
import io.xenscribe.api.Netlink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lists all once, then follows what the kernel announces, and lists again whenever the two might have parted. */
final class NetworkObserver {

    private static final Logger LOG = LoggerFactory.getLogger(NetworkObserver.class);

    /** Datagrams read before the facts are published, so that a storm is not published change by change. */
    private static final int MOST_AT_ONCE = 4096;

    private final Context<NetworkFacts> context;
    private final Netlink netlink;
    private final KernelLister lister;
    private final Dialect dialect;
    private final SysfsDevices devices;
    private final AddressPolicy policy;
    private final Patience patience = new Patience();

    NetworkObserver(Context<NetworkFacts> context, Netlink netlink, Dialect dialect, AddressPolicy policy) {
        this.context = context;
        this.netlink = netlink;
        this.dialect = dialect;
        this.policy = policy;
        this.lister = new KernelLister(context, netlink, dialect);
        this.devices = new SysfsDevices(context.root());
    }

    void observe() throws IOException, InterruptedException {
        while (true) {
            try {
                InterfaceTable table = lister.list();
                patience.listed();
                devices.keepOnly(table.indexes());
                context.publish(table.facts(devices, policy));
                follow(table);
            } catch (OutOfStepException | LostMessagesException reason) {
                LOG.debug("The network interfaces are listed again: {}", reason.getMessage());
                context.await(patience.pauseAfter(reason, System.nanoTime()));
            }
        }
    }

    private void follow(InterfaceTable table) throws IOException, InterruptedException {
        while (true) {
            context.await(Context.FOREVER, netlink);
            if (takeInWaiting(table)) {
                context.publish(table.facts(devices, policy));
            }
        }
    }

    private boolean takeInWaiting(InterfaceTable table) throws IOException {
        boolean changed = false;
        for (int i = 0; i < MOST_AT_ONCE; i++) {
            Optional<ByteBuffer> datagram = netlink.receive();
            if (datagram.isEmpty()) {
                break;
            }
            MessageReader messages = new MessageReader(dialect, datagram.get());
            while (messages.next()) {
                changed |= takeIn(messages, table);
            }
        }
        return changed;
    }

    private boolean takeIn(MessageReader messages, InterfaceTable table) throws OutOfStepException {
        int type = messages.type();
        if (messages.isListed() || type == Rtnetlink.NLMSG_DONE || type == Rtnetlink.NLMSG_ERROR) {
            // The rest of an answer that was given up.
            return false;
        }
        Optional<Change> change = messages.change();
        if (change.isEmpty()) {
            return false;
        }
        if (change.get() instanceof Change.LinkGone gone) {
            devices.forget(gone.ifindex());
        }
        InterfaceTable.Effect effect = table.apply(change.get());
        if (effect == InterfaceTable.Effect.UNKNOWN_INTERFACE) {
            throw new OutOfStepException(
                    "the kernel speaks of an unknown interface " + change.get().ifindex());
        }
        return effect == InterfaceTable.Effect.CHANGED;
    }
}
