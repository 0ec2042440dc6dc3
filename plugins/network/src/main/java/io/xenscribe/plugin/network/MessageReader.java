package io.xenscribe.plugin.network;

import io.xenscribe.api.MacAddress;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * Goes through the messages of one datagram. Attributes that are unknown, or longer than known, are passed over: new
 * kernels add some. What contradicts the format is an {@link OutOfStepException}, whatever the bytes are.
 */
final class MessageReader {

    private final Dialect dialect;
    private final ByteBuffer datagram;
    private int message;
    private int messageEnd;
    private int nextMessage;

    MessageReader(Dialect dialect, ByteBuffer datagram) {
        this.dialect = dialect;
        this.datagram = datagram.order(ByteOrder.nativeOrder());
        nextMessage = datagram.position();
    }

    /** Moves to the next message, the first one at first. */
    boolean next() throws OutOfStepException {
        int left = datagram.limit() - nextMessage;
        if (left <= 0) {
            return false;
        }
        int length = left < Rtnetlink.HEADER ? 0 : datagram.getInt(nextMessage);
        if (length < Rtnetlink.HEADER || length > left) {
            throw new OutOfStepException("a message was cut short");
        }
        message = nextMessage;
        messageEnd = message + length;
        nextMessage = message + Rtnetlink.align(length);
        return true;
    }

    int type() {
        return unsignedShort(message + 4);
    }

    int sequence() {
        return datagram.getInt(message + 8);
    }

    /** Whether it is a part of the answer to a {@link Listing}. */
    boolean isListed() {
        return (flags() & Rtnetlink.NLM_F_MULTI) != 0;
    }

    /** Whether the kernel's list changed under its hands, so that it may lack something. */
    boolean isInterrupted() {
        return (flags() & Rtnetlink.NLM_F_DUMP_INTR) != 0;
    }

    /** The error of an NLMSG_ERROR, or the one that an NLMSG_DONE carries; 0 when there is none. */
    int errno() throws OutOfStepException {
        boolean carriesNone = type() == Rtnetlink.NLMSG_DONE && messageEnd - message < Rtnetlink.HEADER + 4;
        // Linux sends its errors as negative numbers, FreeBSD as they are.
        return carriesNone ? 0 : Math.abs(datagram.getInt(body(4)));
    }

    /** What the message says of an interface or address; nothing when it is of another kind that is of no concern. */
    Optional<Change> change() throws OutOfStepException {
        return switch (type()) {
            case Rtnetlink.RTM_NEWLINK -> link(true);
            case Rtnetlink.RTM_DELLINK -> link(false);
            case Rtnetlink.RTM_NEWADDR -> address(true);
            case Rtnetlink.RTM_DELADDR -> address(false);
            case Rtnetlink.NLMSG_NOOP -> Optional.empty();
            case Rtnetlink.NLMSG_OVERRUN -> throw new OutOfStepException("the kernel lost messages");
            default -> throw new OutOfStepException("a message of unknown type " + type());
        };
    }

    private Optional<Change> link(boolean there) throws OutOfStepException {
        int body = body(Rtnetlink.LINK_BODY);
        if (datagram.get(body) != Rtnetlink.AF_UNSPEC) {
            // A bridge tells of its ports with the same messages; there, "gone" means that it is no port any more.
            return Optional.empty();
        }
        int ifindex = datagram.getInt(body + Rtnetlink.LINK_INDEX);
        if (!there) {
            return Optional.of(new Change.LinkGone(ifindex));
        }
        boolean ethernet = dialect.isEthernet(unsignedShort(body + Rtnetlink.LINK_TYPE));
        Optional<String> name = Optional.empty();
        Optional<MacAddress> mac = Optional.empty();
        Optional<OperState> operState = Optional.empty();
        Optional<Integer> mtu = Optional.empty();
        StackingReader stacking = new StackingReader();
        Attributes attributes = attributes(body + Rtnetlink.LINK_BODY);
        while (attributes.next()) {
            switch (attributes.type()) {
                case Rtnetlink.IFLA_IFNAME -> name = Optional.of(attributes.text());
                case Rtnetlink.IFLA_MTU -> mtu = Optional.of(attributes.number());
                case Rtnetlink.IFLA_OPERSTATE -> operState = Optional.of(OperState.of(attributes.octet()));
                case Rtnetlink.IFLA_ADDRESS -> mac = ethernet ? attributes.macAddress() : Optional.empty();
                default -> stacking.take(attributes);
            }
        }
        // What is left out says "none" in a whole description, which always has the MTU, and nothing in others:
        // wireless
        // drivers send some that hold an event of their own.
        Optional<Stacking> told = mtu.isPresent() ? Optional.of(stacking.stacking()) : Optional.empty();
        return Optional.of(new Change.LinkSeen(ifindex, name, mac, operState, mtu, told));
    }

    private Optional<Change> address(boolean there) throws OutOfStepException {
        int body = body(Rtnetlink.ADDRESS_BODY);
        int family = datagram.get(body);
        boolean ipv4 = family == Dialect.AF_INET;
        if (!ipv4 && family != dialect.inet6()) {
            return Optional.empty();
        }
        int ifindex = datagram.getInt(body + Rtnetlink.ADDRESS_INDEX);
        int prefixLength = unsignedByte(body + Rtnetlink.ADDRESS_PREFIX_LENGTH);
        int flags = unsignedByte(body + Rtnetlink.ADDRESS_FLAGS);
        Optional<InetAddress> local = Optional.empty();
        Optional<InetAddress> far = Optional.empty();
        Optional<String> label = Optional.empty();
        int created = 0;
        Attributes attributes = attributes(body + Rtnetlink.ADDRESS_BODY);
        while (attributes.next()) {
            switch (attributes.type()) {
                case Rtnetlink.IFA_LOCAL -> local = Optional.of(attributes.inetAddress(ipv4));
                case Rtnetlink.IFA_ADDRESS -> far = Optional.of(attributes.inetAddress(ipv4));
                case Rtnetlink.IFA_LABEL -> label = Optional.of(attributes.text());
                case Rtnetlink.IFA_FLAGS -> flags = attributes.number();
                case Rtnetlink.IFA_CACHEINFO -> created = attributes.number(Rtnetlink.CACHEINFO_CREATED);
                default -> {}
            }
        }
        // IFA_ADDRESS is the far end of a point-to-point link; where there is no far end, IPv6 has only this one.
        Optional<InetAddress> ownOrNone = local.isPresent() ? local : far;
        if (ownOrNone.isEmpty()) {
            throw new OutOfStepException("a message of type " + type() + " lacks the address");
        }
        InetAddress own = ownOrNone.get();
        Change.AddressId id = new Change.AddressId(own, far.orElse(own), prefixLength);
        if (!there) {
            return Optional.of(new Change.AddressGone(ifindex, id));
        }
        Scope scope = Scope.of(own, unsignedByte(body + Rtnetlink.ADDRESS_SCOPE));
        Address address = new Address(own, prefixLength, scope, AddressFlag.of(flags, ipv4), label);
        return Optional.of(new Change.AddressSeen(ifindex, id, address, created));
    }

    private int flags() {
        return unsignedShort(message + 6);
    }

    private int body(int length) throws OutOfStepException {
        int body = message + Rtnetlink.HEADER;
        if (messageEnd - body < length) {
            throw new OutOfStepException("a message of type " + type() + " was cut short");
        }
        return body;
    }

    private Attributes attributes(int start) {
        return new Attributes(datagram, type(), start, messageEnd);
    }

    private int unsignedShort(int at) {
        return datagram.getShort(at) & 0xffff;
    }

    private int unsignedByte(int at) {
        return datagram.get(at) & 0xff;
    }
}
