package io.xenscribe.plugin.network;

import static io.xenscribe.plugin.network.Samples.TWO_VIFS;
import static io.xenscribe.plugin.network.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xenscribe.api.Context;
import io.xenscribe.api.testkit.FixtureContext;
import io.xenscribe.api.testkit.ScriptedNetlink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When what is known may differ from what the kernel has. */
@Timeout(20)
class ListAgainTest {

    private static final int EBUSY = 16;
    private static final int ENOMEM = 12;
    private static final int EAFNOSUPPORT = 97;

    private final ScriptedNetlink kernel = new ScriptedNetlink();
    private final FixtureContext<NetworkFacts> context =
            FixtureContext.<NetworkFacts>of(TWO_VIFS).options(Samples.OPTIONS).netlink(kernel);

    @Test
    void whenMessagesWereLost() throws Exception {
        answerFrom(1);
        answerFrom(4);
        context.then(kernel::lose).thenNothing();

        context.run(new NetworkCollector());

        assertThat(context.published()).hasSize(2);
        assertThat(context.published().get(1)).isEqualTo(context.published().get(0));
    }

    @Test
    void whatWasWaitingWhenMessagesWereLostIsNotApplied() throws Exception {
        answerFrom(1);
        answerFrom(4);
        context.then(() -> {
                    kernel.lose();
                    kernel.arrive(event("address-added"));
                })
                .thenNothing();

        context.run(new NetworkCollector());

        assertThat(context.published()).hasSize(2);
        assertThat(context.last()).isEqualTo(context.published().get(0));
    }

    @Test
    void whenMessagesAreLostDuringTheListing() throws Exception {
        kernel.answerThenLose(List.of());
        answerFrom(2);

        context.thenNothing().run(new NetworkCollector());

        assertThat(context.published()).hasSize(1);
        assertThat(kernel.requests()).hasSize(4);
    }

    @Test
    void whenTheListChangedUnderTheKernelsHands() throws Exception {
        List<byte[]> interrupted = numbered(event("links"), 1);
        interrupted.get(0)[6] |= Rtnetlink.NLM_F_DUMP_INTR;
        kernel.answer(interrupted);
        answerFrom(2);

        context.thenNothing().run(new NetworkCollector());

        assertThat(context.published()).hasSize(1);
    }

    @Test
    void whenTheKernelIsBusyOrShortOfMemory() throws Exception {
        kernel.answer(List.of(error(EBUSY, 1)));
        kernel.answer(List.of(error(ENOMEM, 2)));
        answerFrom(3);

        context.thenNothing().thenNothing().run(new NetworkCollector());

        assertThat(context.published()).hasSize(1);
    }

    @Test
    void whenTheKernelDoesNotAnswer() throws Exception {
        kernel.answer(List.of());
        answerFrom(2);

        context.thenNothing().thenNothing().run(new NetworkCollector());

        assertThat(context.published()).hasSize(1);
        assertThat(context.waits().get(0)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void whenAMessageIsUnknownOrCutShort() throws Exception {
        byte[] unknown = event("address-added").get(0).clone();
        unknown[4] = 99;
        byte[] cut = Arrays.copyOf(event("address-added").get(0), 30);
        answerFrom(1);
        answerFrom(4);
        answerFrom(7);
        context.then(() -> kernel.arrive(List.of(unknown)))
                .thenNothing()
                .then(() -> kernel.arrive(List.of(cut)))
                .thenNothing();

        context.run(new NetworkCollector());

        assertThat(context.published()).hasSize(3);
    }

    @Test
    void whenAnAddressBelongsToAnUnknownInterface() throws Exception {
        kernel.answer(List.of(done(1))).answer(List.of(done(2))).answer(List.of(done(3)));
        answerFrom(4);
        context.then(() -> kernel.arrive(event("address-added"))).thenNothing();

        context.run(new NetworkCollector());

        assertThat(context.published()).hasSize(2);
        assertThat(context.published().get(0).interfaces()).isEmpty();
        assertThat(context.last().interfaces()).hasSize(5);
    }

    @Test
    void aKernelWithoutIpv6IsFine() throws Exception {
        kernel.answer(event("links")).answer(event("ipv4")).answer(List.of(error(EAFNOSUPPORT, 3)));

        context.run(new NetworkCollector());

        assertThat(context.last().interfaces())
                .allSatisfy(nic -> assertThat(nic.ipv6()).isEmpty());
    }

    @Test
    void announcementsDuringTheListingWinOverIt() throws Exception {
        List<byte[]> ipv4 = new ArrayList<>(event("address-added"));
        ipv4.addAll(event("ipv4"));
        List<byte[]> ipv6 = new ArrayList<>(event("ipv6-removed"));
        ipv6.addAll(event("ipv6"));
        kernel.answer(event("links")).answer(ipv4).answer(ipv6);

        context.run(new NetworkCollector());

        Nic nic = context.last().interfaces().get(0);
        assertThat(nic.name()).isEqualTo("enX0");
        assertThat(nic.ipv4()).hasSize(2);
        assertThat(nic.ipv6())
                .extracting(address -> address.address().getHostAddress())
                .as("listed just before it was removed")
                .containsExactly("fe80:0:0:0:0:0:0:1");
    }

    @Test
    void theRestOfAnAbandonedAnswerIsIgnored() throws Exception {
        List<byte[]> late = new ArrayList<>(numbered(event("links"), 77));
        late.addAll(numbered(event("links"), 1));
        kernel.answer(late).answer(event("ipv4")).answer(event("ipv6"));
        context.then(() -> kernel.arrive(numbered(event("ipv4"), 1)));

        context.run(new NetworkCollector());

        assertThat(context.published()).hasSize(1);
        assertThat(context.last().interfaces()).hasSize(5);
    }

    @Test
    void thePausesGrowAndThenItIsAFault() {
        for (int sequence = 1; sequence <= 10; sequence++) {
            kernel.answer(List.of(error(ENOMEM, sequence)));
            context.thenNothing();
        }

        assertThatThrownBy(() -> context.run(new NetworkCollector()))
                .isInstanceOf(IOException.class)
                .hasMessage("the network interfaces could not be listed, 10 times in a row: "
                        + "the kernel answers with error 12");
        List<Duration> pauses = context.waits().stream()
                .filter(limit -> !limit.equals(Duration.ofSeconds(5)) && !limit.equals(Context.FOREVER))
                .toList();
        assertThat(pauses)
                .startsWith(Duration.ofMillis(20), Duration.ofMillis(40), Duration.ofMillis(80))
                .isSorted();
    }

    @Test
    void aQuietWhileMakesThePauseShortAgain() throws IOException {
        long[] now = {5};
        Patience patience = new Patience();
        IOException reason = new OutOfStepException("test");

        assertThat(patience.pauseAfter(reason, now[0])).isEqualTo(Duration.ofMillis(20));
        assertThat(patience.pauseAfter(reason, now[0])).isEqualTo(Duration.ofMillis(40));
        patience.listed();
        assertThat(patience.pauseAfter(reason, now[0]))
                .as("a success alone is no quiet while")
                .isEqualTo(Duration.ofMillis(80));
        now[0] += Duration.ofSeconds(31).toNanos();
        assertThat(patience.pauseAfter(reason, now[0])).isEqualTo(Duration.ofMillis(20));
    }

    /** The recorded answers, as if to the request with that sequence number and the two after it. */
    private void answerFrom(int sequence) {
        kernel.answer(numbered(event("links"), sequence))
                .answer(numbered(event("ipv4"), sequence + 1))
                .answer(numbered(event("ipv6"), sequence + 2));
    }

    private static List<byte[]> numbered(List<byte[]> datagrams, int sequence) {
        List<byte[]> numbered = new ArrayList<>();
        for (byte[] datagram : datagrams) {
            ByteBuffer bytes = ByteBuffer.wrap(datagram.clone()).order(ByteOrder.LITTLE_ENDIAN);
            for (int at = 0; at < bytes.limit(); at += Rtnetlink.align(bytes.getInt(at))) {
                bytes.putInt(at + 8, sequence);
            }
            numbered.add(bytes.array());
        }
        return numbered;
    }

    private static byte[] error(int errno, int sequence) {
        return end(Rtnetlink.NLMSG_ERROR, -errno, sequence);
    }

    private static byte[] done(int sequence) {
        return end(Rtnetlink.NLMSG_DONE, 0, sequence);
    }

    private static byte[] end(int type, int value, int sequence) {
        return ByteBuffer.allocate(20)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(20)
                .putShort((short) type)
                .putShort((short) 0)
                .putInt(sequence)
                .putInt(0)
                .putInt(value)
                .array();
    }
}
