package io.xenscribe.plugin.network;

/**
 * The numbers in which systems that speak routing netlink differ. The protocol is Linux's; FreeBSD has had it since 13.2,
 * with its own numbers for what it does not take from the protocol: families, types of interfaces and errors
 * (FreeBSD's sys/socket.h, net/if_types.h, sys/errno.h).
 */
enum Dialect {
    LINUX(10, 1, 93, 95, 97),
    FREEBSD(28, 6, 43, 45, 47);

    /** The same everywhere. */
    static final int AF_INET = 2;

    private final int inet6;
    private final int ethernet;
    private final int protocolNotSupported;
    private final int operationNotSupported;
    private final int familyNotSupported;

    Dialect(int inet6, int ethernet, int protocolNotSupported, int operationNotSupported, int familyNotSupported) {
        this.inet6 = inet6;
        this.ethernet = ethernet;
        this.protocolNotSupported = protocolNotSupported;
        this.operationNotSupported = operationNotSupported;
        this.familyNotSupported = familyNotSupported;
    }

    /** That of a system with this name, as the property {@code os.name} has it. */
    static Dialect of(String system) {
        return system.equals("FreeBSD") ? FREEBSD : LINUX;
    }

    /** AF_INET6. */
    int inet6() {
        return inet6;
    }

    boolean isEthernet(int interfaceType) {
        return interfaceType == ethernet;
    }

    /** Whether an error only means that the kernel was built without the family that it was asked for. */
    boolean meansAbsent(int errno) {
        return errno == protocolNotSupported || errno == operationNotSupported || errno == familyNotSupported;
    }
}
