package io.xenscribe.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.xenscribe.api.LostMessagesException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Against the kernel of the machine; needs no privileges and changes nothing. */
@EnabledOnOs(OS.LINUX)
class NetlinkSocketTest {

    private static final short NLMSG_ERROR = 2;
    private static final short NLMSG_DONE = 3;
    private static final short RTM_NEWLINK = 16;
    private static final short RTM_GETLINK = 18;
    private static final short NLM_F_REQUEST = 1;
    private static final short NLM_F_DUMP = 0x300;
    private static final int HEADER = 16;

    @Test
    void aDumpOfLinksNamesTheLoopbackInterface() throws IOException {
        try (NetlinkSocket socket = NetlinkSocket.open(0)) {
            socket.send(request(7));

            Dump dump = readDump(socket);

            assertThat(dump.types()).contains(RTM_NEWLINK);
            assertThat(dump.text()).contains("lo\0");
        }
    }

    @Test
    void requestsMayLieOnTheHeap() throws IOException {
        try (NetlinkSocket socket = NetlinkSocket.open(0)) {
            ByteBuffer heap = ByteBuffer.allocate(64).order(ByteOrder.nativeOrder());
            heap.position(8).put(request(9)).flip().position(8);
            socket.send(heap);

            assertThat(heap.position()).as("the caller's buffer").isEqualTo(8);
            assertThat(readDump(socket).types()).contains(RTM_NEWLINK);
        }
    }

    @Test
    void nothingWaitingIsNothing() throws IOException {
        try (NetlinkSocket socket = NetlinkSocket.open(0)) {
            assertThat(socket.receive()).isEmpty();
        }
    }

    @Test
    void datagramsOfAnotherProcessAreNotListenedTo() throws IOException {
        try (NetlinkSocket socket = NetlinkSocket.open(0);
                NetlinkSocket other = NetlinkSocket.open(0)) {
            int port = Sockets.port(socket.fd());
            boolean sent = Sockets.sendTo(other.fd(), port, request(11));
            assumeTrue(sent, "only root may send to another's netlink port");

            assertThat(new Poll(new int[] {socket.fd()}, new int[] {Poll.READABLE}).await(Duration.ofSeconds(5)))
                    .as("the datagram is there")
                    .isTrue();
            assertThat(socket.receive()).isEmpty();
        }
    }

    @Test
    void aFullQueueIsALostMessage() throws IOException {
        try (NetlinkSocket socket = NetlinkSocket.open(0)) {
            Sockets.smallestQueue(socket.fd());
            // Each answer to a request that makes no sense waits in the queue.
            byte[] nonsense = new byte[HEADER];
            ByteBuffer request = ByteBuffer.wrap(nonsense).order(ByteOrder.nativeOrder());
            request.putInt(0, HEADER).putShort(4, (short) 0x7fff).putShort(6, NLM_F_REQUEST);

            assertThatThrownBy(() -> {
                        for (int i = 0; i < 10_000; i++) {
                            socket.send(request.duplicate());
                        }
                        Optional<ByteBuffer> received;
                        do {
                            received = socket.receive();
                        } while (received.isPresent());
                    })
                    .isInstanceOf(LostMessagesException.class)
                    .hasMessageContaining("faster than they were read");
        }
    }

    @Test
    void afterCloseItSaysSo() throws IOException {
        NetlinkSocket socket = NetlinkSocket.open(0);
        socket.close();
        socket.close();

        assertThat(socket.isOpen()).isFalse();
        assertThatThrownBy(socket::receive).isInstanceOf(IOException.class).hasMessage("netlink socket is closed");
    }

    private static ByteBuffer request(int sequence) {
        ByteBuffer request = ByteBuffer.allocate(32).order(ByteOrder.nativeOrder());
        request.putInt(32).putShort(RTM_GETLINK).putShort((short) (NLM_F_REQUEST | NLM_F_DUMP));
        request.putInt(sequence);
        return request.clear();
    }

    private record Dump(List<Short> types, String text) {}

    private static Dump readDump(NetlinkSocket socket) throws IOException {
        Poll poll = new Poll(new int[] {socket.fd()}, new int[] {Poll.READABLE});
        List<Short> types = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        while (!types.contains(NLMSG_DONE)) {
            assertThat(poll.await(Duration.ofSeconds(5)))
                    .as("the kernel answers")
                    .isTrue();
            Optional<ByteBuffer> received = socket.receive();
            if (received.isEmpty()) {
                continue;
            }
            ByteBuffer datagram = received.get();
            text.append(StandardCharsets.ISO_8859_1.decode(datagram.duplicate()));
            for (int at = 0; at + HEADER <= datagram.limit(); at += (datagram.getInt(at) + 3) & ~3) {
                short type = datagram.getShort(at + 4);
                assertThat(type).as("message type").isNotEqualTo(NLMSG_ERROR);
                types.add(type);
            }
        }
        return new Dump(types, text.toString());
    }
}
