package io.xenscribe.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.config.PluginPins;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A folder of plugins, a workshop to make them in, and a host that wants them all. */
abstract class PluginHosting {

    @TempDir
    Path workshop;

    @TempDir
    Path folder;

    PluginHost host = host();

    @AfterEach
    void close() {
        host.close();
    }

    /** Why the only one that was refused was. */
    String reason() {
        assertThat(host.refused()).hasSize(1);
        return host.refused().getFirst().reason();
    }

    JarWorkshop plugin(String id) {
        return JarWorkshop.plugin(workshop, id);
    }

    JarWorkshop idle(String id, String name) {
        return JarWorkshop.idle(workshop, id, name);
    }

    static PluginHost host() {
        return new PluginHost(id -> true, collector -> Optional.empty(), PluginPins.NONE);
    }
}
