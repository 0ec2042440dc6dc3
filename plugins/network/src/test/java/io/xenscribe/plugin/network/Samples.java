package io.xenscribe.plugin.network;

import io.xenscribe.api.testkit.Recording;
import io.xenscribe.api.testkit.ScriptedNetlink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The recorded datagrams; fixtures/record.py shows how they came about. */
final class Samples {

    static final Path TWO_VIFS = Path.of("fixtures/two-vifs");
    static final Path FIVE_HUNDRED = Path.of("fixtures/five-hundred");
    static final Path STACKED = Path.of("fixtures/stacked");
    static final Path AGGREGATED = Path.of("fixtures/aggregated");

    /** Lists everything that is usable. */
    static final NetworkOptions OPTIONS = new NetworkOptions(
            List.of(),
            List.of(),
            List.of(Family.values()),
            List.of(Scope.values()),
            Placement.LAST,
            Placement.LAST,
            Duration.ofSeconds(60));

    private Samples() {}

    static List<byte[]> of(Path fixture, String name) {
        return datagrams(fixture.resolve("netlink").resolve(name + ".bin"));
    }

    /** An event of the fixture with two virtual interfaces. */
    static List<byte[]> event(String name) {
        return of(TWO_VIFS, name);
    }

    /** The kernel that answers with what a fixture's folder holds. */
    static ScriptedNetlink kernel(Path fixture, String folder) {
        var kernel = new ScriptedNetlink();
        for (String name : List.of("links", "ipv4", "ipv6")) {
            kernel.answer(datagrams(fixture.resolve(folder).resolve(name + ".bin")));
        }
        return kernel;
    }

    static NetworkOptions leavingOut(List<String> patterns, List<String> always) {
        return new NetworkOptions(
                patterns,
                always,
                OPTIONS.families(),
                OPTIONS.scopes(),
                OPTIONS.temporary(),
                OPTIONS.deprecated(),
                OPTIONS.period());
    }

    static List<byte[]> all() {
        List<byte[]> all = new ArrayList<>(plain());
        for (String name : List.of("links", "bridge-over-vif", "macvlan-over-bridge", "macvlan-of-elsewhere")) {
            all.addAll(of(STACKED, name));
        }
        for (String name : List.of("vlan-over-vif", "bond-over-vifs", "vlan-over-bond", "failover", "slave-out")) {
            all.addAll(of(AGGREGATED, name));
        }
        return all;
    }

    private static List<byte[]> plain() {
        return Stream.of(
                        "links",
                        "ipv4",
                        "ipv6",
                        "address-added",
                        "address-removed",
                        "ipv6-added",
                        "down",
                        "bridged",
                        "unbridged",
                        "renamed",
                        "unplugged")
                .flatMap(name -> event(name).stream())
                .toList();
    }

    private static List<byte[]> datagrams(Path file) {
        try {
            return Recording.of(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
