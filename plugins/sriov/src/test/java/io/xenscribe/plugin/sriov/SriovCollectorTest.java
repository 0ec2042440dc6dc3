package io.xenscribe.plugin.sriov;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.api.Context;
import io.xenscribe.api.MacAddress;
import io.xenscribe.api.testkit.FixtureContext;
import io.xenscribe.api.testkit.PluginFolder;
import io.xenscribe.api.testkit.ScriptedNetlink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class SriovCollectorTest {

    private static final String FOLDER = "xenserver/device/net-sriov-vf";
    private static final Path ONE_FUNCTION = Path.of("fixtures/one-function");
    private static final Path BONDED = Path.of("fixtures/bonded");
    private static final MacAddress FIRST = MacAddress.parse("00:16:3e:00:05:00");
    private static final MacAddress SECOND = MacAddress.parse("00:16:3e:00:05:01");

    private final ScriptedNetlink kernel = new ScriptedNetlink();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void theFunctionIsTheInterfaceOfThePciDeviceNotThoseAboveIt() throws Exception {
        var context = in(ONE_FUNCTION).node(FOLDER + "/3/mac", "00:16:3E:00:05:00");

        assertThat(context.run(new SriovCollector()).last().functions())
                .containsExactly(new VirtualFunction(3, FIRST, Optional.of("ens5")));
    }

    @Test
    void aBondThatTookOverTheAddressHidesNone() throws Exception {
        var context =
                in(BONDED).node(FOLDER + "/10/mac", "00:16:3e:00:05:01").node(FOLDER + "/2/mac", "00:16:3e:00:05:00");

        assertThat(context.run(new SriovCollector()).last().functions())
                .as("by ascending number, not by text")
                .containsExactly(
                        new VirtualFunction(2, FIRST, Optional.of("ens5")),
                        new VirtualFunction(10, SECOND, Optional.of("ens6")));
    }

    @Test
    void aVifWithTheSameAddressIsNoFunction() throws Exception {
        var context = in(ONE_FUNCTION).node(FOLDER + "/0/mac", "00:16:3e:00:00:01");

        assertThat(context.run(new SriovCollector()).last().functions())
                .extracting(VirtualFunction::name)
                .containsExactly(Optional.empty());
    }

    @Test
    void withoutFunctionsItWaitsForTheStoreAlone() throws Exception {
        var context = in(ONE_FUNCTION).then(() -> kernel.arrive(List.of(new byte[16])));

        context.run(new SriovCollector());

        assertThat(context.published()).containsExactly(new SriovFacts(List.of()));
        assertThat(context.waits()).containsExactly(Context.FOREVER);
        assertThat(kernel.isOpen()).isFalse();
    }

    @Test
    void aFunctionIsPluggedAndUnplugged() throws Exception {
        var context = in(ONE_FUNCTION);
        context.then(() -> context.signal(FOLDER))
                .then(() -> {
                    context.node(FOLDER + "/0/mac", "00:16:3e:00:05:00");
                    context.signal(FOLDER);
                })
                .then(() -> {
                    context.node(FOLDER + "/0/mac", "");
                    context.signal(FOLDER);
                });

        context.run(new SriovCollector());

        assertThat(context.published())
                .extracting(facts -> facts.functions().size())
                .containsExactly(0, 0, 1, 0);
        assertThat(kernel.groups()).isEqualTo(1);
        assertThat(kernel.isOpen()).as("nothing to follow any more").isFalse();
    }

    @Test
    void theInterfaceAppearsIsRenamedGetsAnotherAddressAndGoes() throws Exception {
        copy(ONE_FUNCTION, folder);
        Path device = folder.resolve("sys/devices/pci0000:00/0000:00:05.0/net");
        Path link = folder.resolve("sys/class/net/ens5");
        Files.delete(link);
        var context = in(folder).node(FOLDER + "/0/mac", "00:16:3e:00:05:00");
        context.then(() -> {
                    Files.createSymbolicLink(link, Path.of("../../devices/pci0000:00/0000:00:05.0/net/ens5"));
                    announce();
                })
                .then(() -> {
                    Files.move(device.resolve("ens5"), device.resolve("lan0"));
                    Files.delete(link);
                    Files.createSymbolicLink(
                            link.resolveSibling("lan0"), Path.of("../../devices/pci0000:00/0000:00:05.0/net/lan0"));
                    announce();
                })
                .then(() -> {
                    Files.writeString(device.resolve("lan0/address"), "02:00:00:00:00:99\n");
                    announce();
                })
                .then(() -> {
                    Files.delete(link.resolveSibling("lan0"));
                    kernel.lose();
                });

        context.run(new SriovCollector());

        assertThat(context.published())
                .extracting(facts -> facts.functions().get(0).name())
                .containsExactly(
                        Optional.empty(),
                        Optional.of("ens5"),
                        Optional.of("lan0"),
                        Optional.of("lan0"),
                        Optional.empty());
    }

    @Test
    void aFunctionWithAnotherAddressInTheStoreIsAnotherOne() throws Exception {
        var context = in(BONDED).node(FOLDER + "/0/mac", "00:16:3e:00:05:00");
        context.then(() -> {
            context.node(FOLDER + "/0/mac", "00:16:3e:00:05:01");
            context.signal(FOLDER);
        });

        context.run(new SriovCollector());

        assertThat(context.published())
                .extracting(facts -> facts.functions().get(0).name())
                .containsExactly(Optional.of("ens5"), Optional.of("ens6"));
    }

    @Test
    void whereTheKernelAnnouncesNothingItLooksFromTimeToTime() throws Exception {
        copy(ONE_FUNCTION, folder);
        FixtureContext<SriovFacts> context = FixtureContext.<SriovFacts>of(folder)
                .node(FOLDER + "/0/mac", "00:16:3e:00:05:00")
                .then(() -> Files.delete(folder.resolve("sys/class/net/ens5")));

        context.run(new SriovCollector());

        assertThat(context.published())
                .extracting(facts -> facts.functions().get(0).name())
                .containsExactly(Optional.of("ens5"), Optional.empty());
        assertThat(context.waits()).doesNotContain(Context.FOREVER);
    }

    @Test
    void whatIsNoFunctionIsPassedOver() throws Exception {
        var context = in(ONE_FUNCTION)
                .node(FOLDER + "/0/backend", "x")
                .node(FOLDER + "/1/mac", "no address")
                .node(FOLDER + "/x/mac", "00:16:3e:00:05:00")
                .node(FOLDER + "/2/mac", "00:16:3e:00:05:00");

        assertThat(context.run(new SriovCollector()).last().functions())
                .extracting(VirtualFunction::index)
                .containsExactly(2);
    }

    @Test
    void theFolderIsComplete() throws IOException {
        assertThat(PluginFolder.of(Path.of("")).problems(new SriovCollector())).isEmpty();
    }

    private FixtureContext<SriovFacts> in(Path root) {
        return FixtureContext.<SriovFacts>of(root).netlink(kernel);
    }

    /** What it says does not matter. */
    private void announce() {
        kernel.arrive(List.of(new byte[16], new byte[16]));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Path target = to.resolve(from.relativize(each).toString());
                if (Files.isSymbolicLink(each)) {
                    Files.createSymbolicLink(target, Files.readSymbolicLink(each));
                } else if (Files.isDirectory(each)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(each, target);
                }
            }
        }
    }
}
