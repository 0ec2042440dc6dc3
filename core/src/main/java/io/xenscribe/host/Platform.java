package io.xenscribe.host;

import io.xenscribe.api.Root;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What kind of machine this is, as far as a guest agent cares. */
sealed interface Platform {

    /** Linux's two places for the xenbus device, the newer first. */
    List<String> DEVICES = List.of("/dev/xen/xenbus", "/proc/xen/xenbus");

    /** A Xen guest, and its door to the store. */
    record Guest(Path device) implements Platform {}

    /** A Xen guest whose kernel gives no access to the store. */
    record GuestWithoutDevice() implements Platform {}

    /** The control domain: toolstack and store are its own affair. */
    record ControlDomain() implements Platform {}

    /** No Xen here. */
    record NotXen() implements Platform {}

    static Platform of(Root root) throws IOException {
        if (root.line("/proc/xen/capabilities").orElse("").contains("control_d")) {
            return new ControlDomain();
        }
        Optional<Path> device = device(root);
        if (device.isPresent()) {
            return new Guest(device.get());
        }
        boolean isXen = root.line("/sys/hypervisor/type").orElse("").equals("xen");
        return isXen ? new GuestWithoutDevice() : new NotXen();
    }

    private static Optional<Path> device(Root root) throws IOException {
        for (String device : DEVICES) {
            if (root.exists(device)) {
                return Optional.of(root.resolve(device));
            }
        }
        return Optional.empty();
    }
}
