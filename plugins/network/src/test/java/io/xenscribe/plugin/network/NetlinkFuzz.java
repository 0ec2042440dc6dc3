package io.xenscribe.plugin.network;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** Bytes as a datagram of routing netlink, of Linux and of FreeBSD: changes, or an {@link OutOfStepException}. */
final class NetlinkFuzz {

    private static final AddressPolicy POLICY = new AddressPolicy(Samples.leavingOut(List.of("v*"), List.of("d?")));
    /** Some have a device behind them. */
    private static final Devices DEVICES = (ifindex, name) -> ifindex % 2 == 0 ? Device.vif(ifindex & 7) : Device.NONE;

    private NetlinkFuzz() {}

    /** Named as Jazzer wants it. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        for (Dialect dialect : Dialect.values()) {
            decode(dialect, bytes, true);
            decode(dialect, bytes, false);
        }
    }

    private static void decode(Dialect dialect, byte[] bytes, boolean listed) {
        InterfaceTable table = new InterfaceTable();
        try {
            MessageReader messages = new MessageReader(dialect, ByteBuffer.wrap(bytes));
            while (messages.next()) {
                take(messages, table, listed);
            }
        } catch (OutOfStepException contradiction) {
            if (String.valueOf(contradiction.getMessage()).isEmpty()) {
                throw new AssertionError("no reason", contradiction);
            }
        }
        NetworkFacts facts = table.facts(DEVICES, POLICY);
        if (facts.interfaces().size() > table.indexes().size()) {
            throw new AssertionError("more interfaces than were told of: " + facts);
        }
    }

    private static void take(MessageReader messages, InterfaceTable table, boolean listed) throws OutOfStepException {
        int type = messages.type();
        if (type == Rtnetlink.NLMSG_ERROR || type == Rtnetlink.NLMSG_DONE) {
            int errno = messages.errno();
            if (Dialect.LINUX.meansAbsent(errno) && errno < 0) {
                throw new AssertionError("a negative error " + errno);
            }
            return;
        }
        Optional<Change> change = messages.change();
        if (change.isPresent()) {
            apply(change.get(), table, listed);
        }
    }

    /** The same once more is no change. */
    private static void apply(Change change, InterfaceTable table, boolean listed) {
        if (listed) {
            table.list(change);
        } else {
            InterfaceTable.Effect _ = table.apply(change);
            if (table.apply(change) == InterfaceTable.Effect.CHANGED) {
                throw new AssertionError("changed twice by " + change);
            }
        }
    }
}
