package io.xenscribe.plugin.disks;

import io.xenscribe.api.XenstoreReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Xenstore tells of virtual block devices; asked once, and again after {@link #askAgain}. */
final class Vbds {

    static final String FOLDER = "device/vbd/";

    private static final Logger LOG = LoggerFactory.getLogger(Vbds.class);

    private final XenstoreReader store;
    private final Map<String, Vbd> known = new HashMap<>();
    private final Map<String, Vbd> current = new HashMap<>();

    Vbds(XenstoreReader store) {
        this.store = store;
    }

    void askAgain() {
        current.clear();
    }

    /** @param node as {@code device/vbd/51712} */
    Vbd at(String node) {
        Vbd vbd = current.get(node);
        if (vbd == null) {
            vbd = ask(node);
            current.put(node, vbd);
            known.put(node, vbd);
        }
        return vbd;
    }

    /** While the store does not answer, what it said before holds. */
    private Vbd ask(String node) {
        Optional<Integer> number = Numbers.integer(node.substring(FOLDER.length()));
        try {
            boolean isOptical = store.read(node + "/device-type").orElse("").equals("cdrom");
            return new Vbd(number, backend(node), isOptical);
        } catch (IOException silent) {
            LOG.debug("{}: {}", node, silent.getMessage());
            Vbd before = known.get(node);
            return before == null ? new Vbd(number, Optional.empty(), false) : before;
        }
    }

    private Optional<String> backend(String node) throws IOException {
        Optional<String> path = store.read(node + "/backend");
        if (path.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> name = store.read(path.get() + "/dev");
        if (name.isEmpty() || name.get().isEmpty()) {
            name = store.read(path.get() + "/params");
        }
        return name.isPresent() && !name.get().isEmpty() ? name : Optional.empty();
    }
}
