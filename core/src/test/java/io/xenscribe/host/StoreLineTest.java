package io.xenscribe.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.xenstore.MemoryStore;
import io.xenscribe.xenstore.Toolstack;
import io.xenscribe.xenstore.Xenstore;
import io.xenscribe.xenstore.XenstoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoreLineTest {

    private final MemoryStore memory = new MemoryStore(Toolstack.XAPI, 1);
    private final StoreLine line = new StoreLine(memory::guest);
    private final List<String> told = new ArrayList<>();

    /** A watch over the device cannot be given up, so there is none before the daemon is known to be there. */
    @Test
    void nobodyWatchesBeforeTheStoreHasAnswered() throws XenstoreException {
        line.atFirstConnection(() -> told.add("collectors"));
        Xenstore first = line.connect();
        assertThat(told).isEmpty();
        line.answered(first);
        assertThat(told).containsExactly("collectors");

        StoreWatch watch = line.watches().watch("data/x", () -> told.add("fired"));
        boolean _ = first.await(Duration.ZERO);
        assertThat(told).containsExactly("collectors", "fired");
        first.close();

        Xenstore second = line.connect();
        boolean _ = second.await(Duration.ZERO);
        assertThat(told).hasSize(2);
        line.answered(second);
        boolean _ = second.await(Duration.ZERO);
        assertThat(told).containsExactly("collectors", "fired", "fired");
        watch.close();
        second.close();
    }
}
