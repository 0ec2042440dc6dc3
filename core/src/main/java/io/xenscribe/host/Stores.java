package io.xenscribe.host;

import io.xenscribe.api.Root;
import io.xenscribe.config.StoreChoice;
import io.xenscribe.linux.FdTransport;
import io.xenscribe.publish.StoreConnector;
import io.xenscribe.xenstore.MemoryStore;
import io.xenscribe.xenstore.Toolstack;
import io.xenscribe.xenstore.XenstoreClient;
import io.xenscribe.xenstore.XenstoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The store that the configuration asks for, or the reason why there is none. */
public sealed interface Stores {

    /** xenstored's own place for its socket. */
    Path USUAL_SOCKET = Path.of("/var/run/xenstored/socket");

    /** A store to connect to, as often as needed. */
    record Reachable(StoreConnector connector) implements Stores {}

    /** A store of our own, that nobody else sees. */
    record Embedded(MemoryStore memory) implements Stores {}

    /**
     * There is none, and need not be.
     *
     * @param machine what this machine is, as a sentence without a full stop
     */
    record NotHere(String machine) implements Stores {}

    /** There should be one and is not. */
    record Missing(String reason) implements Stores {}

    /**
     * Looks at the machine where the choice leaves it open; connects to nothing yet.
     *
     * @throws IOException when the machine cannot be looked at
     */
    static Stores choose(StoreChoice choice, Root root) throws IOException {
        if (choice instanceof StoreChoice.Memory) {
            return new Embedded(new MemoryStore(Toolstack.XAPI, 1));
        } else if (choice instanceof StoreChoice.Socket(Optional<Path> path)) {
            return socket(path.orElse(USUAL_SOCKET));
        } else if (choice instanceof StoreChoice.Xenbus(Optional<Path> path) && path.isPresent()) {
            return new Reachable(() -> device(path.get()));
        }
        return of(Platform.of(root));
    }

    private static Stores of(Platform platform) {
        if (platform instanceof Platform.Guest(Path device)) {
            return new Reachable(() -> device(device));
        } else if (platform instanceof Platform.GuestWithoutDevice) {
            return new Missing("this is a Xen guest, but there is neither " + Platform.DEVICES.get(0) + " nor "
                    + Platform.DEVICES.get(1) + ": mount xenfs on /proc/xen, or use a kernel with CONFIG_XENFS");
        }
        return new NotHere(
                platform instanceof Platform.ControlDomain
                        ? "this is Xen's control domain, not a guest"
                        : "this is no Xen guest");
    }

    private static Stores socket(Path path) {
        return new Reachable(() -> {
            try {
                return new XenstoreClient(FdTransport.socket(path));
            } catch (IOException failure) {
                throw unavailable(path, failure);
            }
        });
    }

    private static XenstoreClient device(Path path) throws XenstoreException {
        try {
            return new XenstoreClient(FdTransport.device(path));
        } catch (IOException failure) {
            throw unavailable(path, failure);
        }
    }

    /** Without the path, which some exceptions begin with. */
    private static String detail(Path path, IOException failure) {
        String reason = Reason.of(failure);
        String start = path + ": ";
        return reason.startsWith(start) ? reason.substring(start.length()) : reason;
    }

    private static XenstoreException unavailable(Path path, IOException failure) {
        return XenstoreException.unavailable("cannot open " + path + ": " + detail(path, failure));
    }
}
