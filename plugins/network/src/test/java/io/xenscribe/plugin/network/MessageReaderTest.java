package io.xenscribe.plugin.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MessageReaderTest {

    private static final int ROUNDS = 50_000;

    @Test
    void readsAllThatTheKernelSent() throws Exception {
        for (byte[] datagram : Samples.all()) {
            assertThat(read(datagram)).isNotNull();
        }
    }

    @Test
    void passesOverAnEmptyNestedAttributeAndUnknownOnes() throws Exception {
        // As RTM_DELLINK of Linux 6.18 has it: IFLA_AF_SPEC (26) without any content, then one of tomorrow.
        byte[] message =
                bytes(48, 17, 0, 0, /* struct ifinfomsg */ 0, 1, 7, 0, 0, /* attributes */ 4, 26, 12, 0x3ff0, 1, 2);

        assertThat(read(message)).containsExactly(new Change.LinkGone(7));
        assertThat(read(withType(message, Rtnetlink.RTM_NEWLINK))).hasSize(1);
    }

    @Test
    void anIpv4MappedAddressStaysIpv6() throws Exception {
        ByteBuffer message = ByteBuffer.allocate(44).order(ByteOrder.LITTLE_ENDIAN);
        message.putInt(44)
                .putShort((short) Rtnetlink.RTM_NEWADDR)
                .putShort((short) 0)
                .putLong(0);
        message.put((byte) 10).put((byte) 128).put((byte) 0).put((byte) 0).putInt(3);
        message.putShort((short) 20).putShort((short) Rtnetlink.IFA_ADDRESS);
        message.putInt(0).putInt(0).putInt(0xffff0000).put(new byte[] {10, 0, 0, 1});

        Change change = read(message.array()).get(0);

        assertThat(change).isInstanceOfSatisfying(Change.AddressSeen.class, seen -> {
            assertThat(seen.address().address()).isInstanceOf(Inet6Address.class);
            assertThat(seen.address().prefixLength()).isEqualTo(128);
            assertThat(seen.address().label()).isEmpty();
        });
    }

    @Test
    void anAddressMessageWithoutAddressIsRefused() {
        byte[] message = Arrays.copyOf(Samples.event("address-added").get(0), 24);
        message[0] = 24;

        assertThatThrownBy(() -> read(message))
                .isInstanceOf(OutOfStepException.class)
                .hasMessageContaining("lacks");
    }

    @Test
    void everyTruncationIsReadOrRefused() throws Exception {
        for (byte[] datagram : Samples.all()) {
            for (int length = 0; length < datagram.length; length++) {
                readOrRefuse(Arrays.copyOf(datagram, length));
            }
        }
    }

    @Test
    void everyMutationIsReadOrRefused() {
        List<byte[]> datagrams = Samples.all();
        Random random = new Random(6);
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] mutant = datagrams.get(random.nextInt(datagrams.size())).clone();
            for (int change = random.nextInt(8); change >= 0; change--) {
                // Lengths and types are where it hurts: half of the changes hit the first message's head.
                int at = random.nextBoolean()
                        ? random.nextInt(Math.min(48, mutant.length))
                        : random.nextInt(mutant.length);
                mutant[at] = (byte) (random.nextInt(4) == 0 ? 0xff * random.nextInt(2) : random.nextInt(256));
            }
            refused += readOrRefuse(mutant) ? 0 : 1;
        }
        assertThat(refused).isBetween(ROUNDS / 20, ROUNDS);
    }

    private static boolean readOrRefuse(byte[] datagram) {
        try {
            read(datagram);
            return true;
        } catch (OutOfStepException refused) {
            assertThat(refused.getMessage()).isNotEmpty();
            return false;
        }
    }

    private static List<Change> read(byte[] datagram) throws OutOfStepException {
        MessageReader messages = new MessageReader(Dialect.LINUX, ByteBuffer.wrap(datagram));
        List<Change> changes = new ArrayList<>();
        while (messages.next()) {
            messages.sequence();
            if (messages.type() == Rtnetlink.NLMSG_ERROR || messages.type() == Rtnetlink.NLMSG_DONE) {
                messages.errno();
            } else if (!messages.isInterrupted()) {
                messages.change().ifPresent(changes::add);
            }
        }
        return changes;
    }

    private static byte[] withType(byte[] message, int type) {
        byte[] other = message.clone();
        other[4] = (byte) type;
        return other;
    }

    /** A link message: its header's four fields, struct ifinfomsg, and two attributes, the second one of two words. */
    private static byte[] bytes(int... fields) {
        ByteBuffer bytes = ByteBuffer.allocate(fields[0]).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(fields[0])
                .putShort((short) fields[1])
                .putShort((short) fields[2])
                .putInt(fields[3])
                .putInt(0);
        bytes.putShort((short) fields[4]).putShort((short) fields[5]);
        bytes.putInt(fields[6]).putInt(fields[7]).putInt(fields[8]);
        bytes.putShort((short) fields[9]).putShort((short) fields[10]);
        bytes.putShort((short) fields[11])
                .putShort((short) fields[12])
                .putInt(fields[13])
                .putInt(fields[14]);
        return bytes.array();
    }
}
