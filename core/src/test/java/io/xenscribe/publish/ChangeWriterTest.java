package io.xenscribe.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.mapping.Change;
import io.xenscribe.mapping.Importance;
import io.xenscribe.mapping.Key;
import io.xenscribe.xenstore.MemoryStore;
import io.xenscribe.xenstore.StoreError;
import io.xenscribe.xenstore.Toolstack;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeWriterTest {

    private final List<String> wire = new ArrayList<>();
    private final List<String> accepted = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();

    private void write(MemoryStore memory, List<Change> changes) throws Exception {
        ChangeWriter.Result result = new ChangeWriter.Result() {
            @Override
            public void accepted(Change change) {
                accepted.add(change.path());
            }

            @Override
            public void refused(Change change, StoreError error) {
                refused.add(change.path() + " " + error.name());
            }
        };
        try (WireTap store = new WireTap(memory.guest(), wire, requests -> {})) {
            new ChangeWriter(store, result).write(changes);
        }
    }

    private static Change change(String path, String unit) {
        return new Change.Write(new Key(path, "1", false, false, Importance.NORMAL, unit, "m.yaml:1"));
    }

    @Test
    void loneChangesArePlainRequestsAndUnitsAreTransactionsInOrder() throws Exception {
        write(
                new MemoryStore(Toolstack.XAPI, 1),
                List.of(
                        change("data/a", "data/a"),
                        change("data/b", "data/b"),
                        change("data/c/1", "data/c"),
                        change("data/c/2", "data/c"),
                        change("data/d", "data/d")));
        assertThat(wire)
                .containsExactly(
                        "data/a = 1", "data/b = 1", "begin", "data/c/1 = 1", "data/c/2 = 1", "end", "data/d = 1");
        assertThat(accepted).containsExactly("data/a", "data/b", "data/c/1", "data/c/2", "data/d");
    }

    @Test
    void aUnitOfMoreThan200ChangesIsSplit() throws Exception {
        List<Change> unit = new ArrayList<>();
        for (int i = 0; i < 450; i++) {
            unit.add(change("data/disk/" + i, "data/disk"));
        }
        write(new MemoryStore(Toolstack.XAPI, 1), unit);
        List<Integer> sizes = new ArrayList<>();
        int size = 0;
        for (String line : wire) {
            if (line.equals("begin")) {
                size = 0;
            } else if (line.equals("end")) {
                sizes.add(size);
            } else {
                size++;
            }
        }
        assertThat(sizes).containsExactly(200, 200, 50);
        assertThat(accepted).hasSize(450);
    }

    @Test
    void aRefusedMemberCostsOnlyItself() throws Exception {
        MemoryStore memory = new MemoryStore(Toolstack.XL, 1);
        write(
                memory,
                List.of(change("data/a", "u"), change("control/b", "u"), change("data/c", "u"), change("data/d", "d")));
        assertThat(accepted).containsExactly("data/a", "data/c", "data/d");
        assertThat(refused).containsExactly("control/b EACCES");
        assertThat(new Dom0(memory).nodes("data")).containsKeys("data/a", "data/c", "data/d");
    }

    @Test
    void nothingToDoAsksNothing() throws Exception {
        write(new MemoryStore(Toolstack.XAPI, 1), List.of());
        assertThat(wire).isEmpty();
    }
}
