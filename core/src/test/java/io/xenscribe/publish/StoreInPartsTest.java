package io.xenscribe.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.xenstore.MemoryStore;
import io.xenscribe.xenstore.Outcome;
import io.xenscribe.xenstore.Request;
import io.xenscribe.xenstore.StoreTree;
import io.xenscribe.xenstore.Toolstack;
import io.xenscribe.xenstore.Xenstore;
import io.xenscribe.xenstore.XenstoreException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class StoreInPartsTest {

    private final List<Integer> asked = new ArrayList<>();
    private final List<Integer> askedAtSigns = new ArrayList<>();
    private final PassListener listener = new PassListener() {
        @Override
        public void passed(PassReport report) {}

        @Override
        public void disconnected(String reason) {}

        @Override
        public void alive(long now) {
            askedAtSigns.add(asked.size());
        }
    };

    private Xenstore store() throws XenstoreException {
        Xenstore memory = new MemoryStore(Toolstack.XAPI, 1).guest();
        Xenstore counted = new WireTap(memory, new ArrayList<>(), requests -> asked.add(requests.size()));
        Warnings warnings = new Warnings(LoggerFactory.getLogger(StoreInPartsTest.class));
        return new StoreInParts(
                counted, new Reporting(new Agenda(), List.of(listener), new Refusals(), new Room(), warnings));
    }

    private static List<Request> writes(int count) {
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            requests.add(new Request.Write("data/k" + i, "v" + i));
        }
        return requests;
    }

    @Test
    void manyRequestsAreMadeInPartsWithASignOfLifeAfterEach() throws XenstoreException {
        try (Xenstore store = store()) {
            assertThat(store.perform(writes(35))).hasSize(35).containsOnly(new Outcome.Done());

            assertThat(asked).containsExactly(10, 10, 10, 5);
            assertThat(askedAtSigns).containsExactly(1, 2, 3, 4);
            assertThat(store.perform(List.of(new Request.Read("data/k7"), new Request.Read("data/k34"))))
                    .containsExactly(new Outcome.Value("v7"), new Outcome.Value("v34"));
        }
    }

    @Test
    void withinATransactionToo() throws XenstoreException {
        try (Xenstore store = store()) {
            store.transaction((StoreTree tree) -> tree.perform(writes(12)));

            assertThat(asked).containsExactly(10, 2);
            assertThat(askedAtSigns).hasSize(2);
            assertThat(store.read("data/k11")).contains("v11");
        }
    }
}
