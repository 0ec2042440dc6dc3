package io.xenscribe.api.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xenscribe.api.Collector;
import io.xenscribe.api.Context;
import io.xenscribe.api.KernelAbsentException;
import io.xenscribe.api.LostMessagesException;
import io.xenscribe.api.Netlink;
import io.xenscribe.api.Source;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class FixtureContextTest {

    record Facts(String text) {}

    @TempDir
    private Path folder = Path.of("");

    @Test
    void eachWaitTakesAStepAndTheLastOneEndsTheCollector() throws Exception {
        Files.writeString(folder.resolve("file"), "first");
        var context = FixtureContext.<Facts>of(folder)
                .then(() -> Files.writeString(folder.resolve("file"), "second"))
                .thenNothing();

        context.run(collector(lent -> {
            while (true) {
                lent.publish(new Facts(lent.root().line("/file").orElseThrow()));
                lent.await(Duration.ofSeconds(9));
            }
        }));

        assertThat(context.published()).containsExactly(new Facts("first"), new Facts("second"), new Facts("second"));
        assertThat(context.waits()).hasSize(3).containsOnly(Duration.ofSeconds(9));
        assertThat(context.returned()).isFalse();
    }

    @Test
    void aWaitWithoutLimitGoesOnUntilASourceIsReady() throws Exception {
        var context = FixtureContext.<Facts>of(folder);
        context.thenNothing().then(() -> context.signal("/proc/mounts"));

        context.run(collector(lent -> {
            Source mounts = lent.file(Path.of("/proc/mounts"));
            assertThat(lent.await(Duration.ZERO, mounts)).isEmpty();
            assertThat(lent.await(Context.FOREVER, mounts)).containsExactly(mounts);
            assertThat(lent.await(Duration.ZERO, mounts)).as("announced once").isEmpty();
        }));

        assertThat(context.returned()).isTrue();
    }

    @Test
    void netlinkAnswersRequestsAndLosesMessages() throws Exception {
        var kernel = new ScriptedNetlink().answer(List.of(new byte[] {1}, new byte[] {2}));
        var context = FixtureContext.<Facts>of(folder).netlink(kernel).then(kernel::lose);

        context.run(collector(lent -> {
            Netlink netlink = lent.netlink(5);
            netlink.send(ByteBuffer.wrap(new byte[] {7, 8}));
            lent.await(Context.FOREVER, netlink);
            assertThat(netlink.receive().map(ByteBuffer::get)).hasValue((byte) 1);
            assertThat(netlink.receive().map(ByteBuffer::get)).hasValue((byte) 2);
            assertThat(netlink.receive()).isEmpty();
            lent.await(Context.FOREVER, netlink);
            assertThatThrownBy(netlink::receive).isInstanceOf(LostMessagesException.class);
            assertThat(netlink.receive()).isEmpty();
        }));

        assertThat(context.returned()).isTrue();
        assertThat(kernel.groups()).isEqualTo(5);
        assertThat(kernel.requests()).containsExactly(new byte[] {7, 8});
    }

    @Test
    void withoutAScriptThereIsNoKernel() {
        var context = FixtureContext.<Facts>of(folder);

        assertThatThrownBy(() -> context.run(collector(lent -> lent.netlink(1))))
                .isInstanceOf(KernelAbsentException.class);
    }

    @Test
    void xenstoreHoldsTheGivenNodes() throws Exception {
        var context = FixtureContext.<Facts>of(folder)
                .node("device/vif/1/mac", "00:16:3e:00:00:01")
                .node("device/vif/0/mac", "00:16:3e:00:00:00");

        assertThat(context.xenstore().list("device/vif")).containsExactly("0", "1");
        assertThat(context.xenstore().read("device/vif/1/mac")).hasValue("00:16:3e:00:00:01");
        assertThat(context.xenstore().read("device")).isEqualTo(Optional.empty());
    }

    @Test
    void whatTheCollectorThrowsIsTheTests() {
        var context = FixtureContext.<Facts>of(folder);

        assertThatThrownBy(() -> context.run(collector(lent -> {
                    throw new IOException("no such thing");
                })))
                .hasMessage("no such thing");
        assertThatThrownBy(context::last).isInstanceOf(AssertionError.class);
    }

    @FunctionalInterface
    private interface Body {
        void run(Context<Facts> context) throws Exception;
    }

    private static Collector<Facts> collector(Body body) {
        return new Collector<>() {
            @Override
            public String name() {
                return "test";
            }

            @Override
            public Class<Facts> facts() {
                return Facts.class;
            }

            @Override
            public void collect(Context<Facts> context) throws Exception {
                body.run(context);
            }
        };
    }
}
