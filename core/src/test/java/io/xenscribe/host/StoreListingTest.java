package io.xenscribe.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.xenstore.MemoryStore;
import io.xenscribe.xenstore.Toolstack;
import io.xenscribe.xenstore.Xenstore;
import io.xenscribe.xenstore.XenstoreException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StoreListingTest {

    @Test
    void childrenStandIndentedBelowTheirParents() throws XenstoreException {
        try (Xenstore store = new MemoryStore(Toolstack.XAPI, 1).guest()) {
            store.write("data/a", "1");
            store.write("data/a/b", "\u001b");
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            new StoreListing(store, new PrintStream(out, true, StandardCharsets.UTF_8)).print("data");
            assertThat(out.toString(StandardCharsets.UTF_8).lines()).containsExactly("a = \"1\"", "  b = \"\\x1b\"");
        }
    }
}
