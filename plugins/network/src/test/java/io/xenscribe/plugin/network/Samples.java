package io.xenscribe.plugin.network;

import io.xenscribe.api.testkit.Recording;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The recorded datagrams; fixtures/record.py shows how they came about. */
final class Samples {

    static final Path TWO_VIFS = Path.of("fixtures/two-vifs");
    static final Path FIVE_HUNDRED = Path.of("fixtures/five-hundred");

    private Samples() {}

    static List<byte[]> of(Path fixture, String name) {
        return datagrams(fixture.resolve("netlink").resolve(name + ".bin"));
    }

    /** An event of the fixture with two virtual interfaces. */
    static List<byte[]> event(String name) {
        return of(TWO_VIFS, name);
    }

    static List<byte[]> after(String name) {
        return datagrams(TWO_VIFS.resolve("netlink-after").resolve(name + ".bin"));
    }

    static List<byte[]> all() {
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
