package io.xenscribe.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.mapping.Slots;
import io.xenscribe.xenstore.MemoryStore;
import io.xenscribe.xenstore.Toolstack;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WithdrawalTest {

    private static final String MAPPING = """
            version: 1
            keys:
              data/deep/deeper/name: ${host.name}
              attr/vif/0/rack: ${host.rack}
              attr/disk:
                own: true
                keys:
                  ${disk.name}: {for: disk in disks.list, value: "", keys: {size: "${disk.size}"}}
            commit:
              data/updated: 1
            """;

    @TempDir
    private Path folder;

    private final MemoryStore memory = new MemoryStore(Toolstack.XAPI, 1);
    private final Dom0 dom0 = new Dom0(memory);

    private PublishedFile file() {
        return new PublishedFile(folder.resolve("published.json"), "boot-1");
    }

    private void publish() {
        try (Publishing publishing = Publishing.of(memory, MAPPING, file())) {
            publishing
                    .with("host", GuestFacts.host("web1"))
                    .with("disks", GuestFacts.disks("a", "b"))
                    .start();
            publishing.with("disks", GuestFacts.disks("a")).settle();
        }
    }

    @Test
    void leavesTheStoreAsItWas() throws Exception {
        dom0.write("attr/vif/1", "theirs");
        dom0.write("data/other", "theirs");
        NavigableMap<String, String> before = dom0.nodes("attr");
        NavigableMap<String, String> data = dom0.nodes("data");
        publish();
        assertThat(dom0.nodes("data")).hasSize(data.size() + 4);

        Withdrawal.Result result = Withdrawal.of(file()).from(memory.guest());
        assertThat(dom0.nodes("attr")).isEqualTo(before);
        assertThat(dom0.nodes("data")).isEqualTo(data);
        assertThat(result.refused()).isEmpty();
        // attr/vif/0 and rack, attr/disk with a and its size, data/deep/deeper/name, data/updated
        assertThat(result.removed()).isEqualTo(9);
        assertThat(file().read().paths()).isEmpty();
    }

    @Test
    void nodesOfOthersBelowStay() throws Exception {
        publish();
        dom0.write("data/deep/theirs", "stays");
        Withdrawal.Result _ = Withdrawal.of(file()).from(memory.guest());
        assertThat(dom0.nodes("data")).containsOnlyKeys("data", "data/deep", "data/deep/theirs");
    }

    @Test
    void whatTheStoreKeepsStaysListedWithAllBelowIt() throws Exception {
        MemoryStore strict = new MemoryStore(Toolstack.XL, 1);
        Dom0 toolstack = new Dom0(strict);
        toolstack.write("control/a", "");
        toolstack.write("control/a/b", "1");
        toolstack.write("data/c", "1");
        file().write(new Published(Set.of("control/a", "control/a/b", "data/c", "data/gone"), Slots.none()));

        Withdrawal.Result result = Withdrawal.of(file()).from(strict.guest());
        assertThat(result.removed()).isEqualTo(1);
        assertThat(result.refused()).singleElement().asString().startsWith("control/a: EACCES");
        assertThat(file().read().paths()).containsExactlyInAnyOrder("control/a", "control/a/b");
        assertThat(toolstack.value("data/c")).isEmpty();
    }
}
