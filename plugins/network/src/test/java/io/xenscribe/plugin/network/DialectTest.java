package io.xenscribe.plugin.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.api.MacAddress;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The same messages with the numbers of Linux and of FreeBSD (sys/netlink/route/iface.c of FreeBSD 14). */
class DialectTest {

    private static final byte[] MAC = {0, 0x16, 0x3e, 0, 0, 1};
    private static final InetAddress ADDRESS = InetAddress.ofLiteral("2001:db8::1");

    @ParameterizedTest
    @CsvSource({"LINUX, 1", "FREEBSD, 6"})
    void anEthernetInterfaceHasAMac(Dialect dialect, int type) throws OutOfStepException {
        assertThat(link(dialect, type).mac()).hasValue(MacAddress.of(MAC));
        assertThat(link(dialect, 24).mac()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"LINUX, 10", "FREEBSD, 28"})
    void ipv6HasANumberOfItsOwn(Dialect dialect, int family) throws OutOfStepException {
        ByteBuffer datagram = Message.address(family, 64, 0x80, 0, 2)
                .with(Rtnetlink.IFA_ADDRESS, ADDRESS.getAddress())
                .datagram();

        assertThat(read(dialect, datagram))
                .hasValueSatisfying(change -> assertThat(change)
                        .isInstanceOfSatisfying(Change.AddressSeen.class, seen -> {
                            assertThat(seen.address().address()).isEqualTo(ADDRESS);
                            assertThat(seen.address().prefixLength()).isEqualTo(64);
                            assertThat(seen.address().flags()).containsExactly(AddressFlag.PERMANENT);
                        }));
        Dialect other = dialect == Dialect.LINUX ? Dialect.FREEBSD : Dialect.LINUX;
        assertThat(read(other, datagram.rewind())).as("a family of no concern").isEmpty();
        assertThat(Listing.IPV6.request(dialect, 1).get(Rtnetlink.HEADER)).isEqualTo((byte) family);
    }

    @ParameterizedTest
    @CsvSource({"LINUX, -97", "LINUX, -95", "LINUX, -93", "FREEBSD, 47", "FREEBSD, 45", "FREEBSD, 43"})
    void aKernelWithoutIpv6SaysSo(Dialect dialect, int error) throws OutOfStepException {
        MessageReader message = new MessageReader(dialect, Message.error(error).datagram());

        assertThat(message.next()).isTrue();
        assertThat(Listing.IPV6.isEmptyAt(dialect, message.errno())).isTrue();
        assertThat(Listing.IPV4.isEmptyAt(dialect, message.errno())).isFalse();
        assertThat(Listing.IPV6.isEmptyAt(dialect, 12)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void ipv4IsTheSameEverywhere(Dialect dialect) throws OutOfStepException {
        ByteBuffer datagram = Message.address(2, 24, 0, 0, 2)
                .with(Rtnetlink.IFA_LOCAL, new byte[] {(byte) 192, 0, 2, 1})
                .with(Rtnetlink.IFA_ADDRESS, new byte[] {(byte) 192, 0, 2, 2})
                .datagram();

        assertThat(read(dialect, datagram))
                .hasValueSatisfying(change -> assertThat(change)
                        .isInstanceOfSatisfying(
                                Change.AddressSeen.class,
                                seen -> assertThat(seen.address().address())
                                        .isEqualTo(InetAddress.ofLiteral("192.0.2.1"))));
    }

    @Test
    void theSystemsNameTellsWhichItIs() {
        assertThat(Dialect.of("FreeBSD")).isEqualTo(Dialect.FREEBSD);
        assertThat(Dialect.of("Linux")).isEqualTo(Dialect.LINUX);
    }

    @Test
    void onlyAWholeDescriptionTellsThatThereIsNoMaster() throws OutOfStepException {
        ByteBuffer wirelessEvent = Message.link(1, 2).with(11, new byte[20]).datagram();

        assertThat(((Change.LinkSeen) read(Dialect.LINUX, wirelessEvent).orElseThrow()).stacking())
                .isEmpty();
        assertThat(link(Dialect.LINUX, 1).stacking()).hasValue(Stacking.ALONE);
    }

    private static Change.LinkSeen link(Dialect dialect, int type) throws OutOfStepException {
        ByteBuffer datagram = Message.link(type, 2)
                .with(Rtnetlink.IFLA_IFNAME, "xn0")
                .with(Rtnetlink.IFLA_ADDRESS, MAC)
                .with(Rtnetlink.IFLA_MTU, 1500)
                .datagram();
        return (Change.LinkSeen) read(dialect, datagram).orElseThrow();
    }

    private static Optional<Change> read(Dialect dialect, ByteBuffer datagram) throws OutOfStepException {
        MessageReader message = new MessageReader(dialect, datagram);
        assertThat(message.next()).isTrue();
        return message.change();
    }
}
