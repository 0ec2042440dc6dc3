package io.xenscribe.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.xenstore.MemoryStore;
import io.xenscribe.xenstore.Outcome;
import io.xenscribe.xenstore.Request;
import io.xenscribe.xenstore.StoreError;
import io.xenscribe.xenstore.StoreTree;
import io.xenscribe.xenstore.Toolstack;
import io.xenscribe.xenstore.XenstoreException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BuiltInFactsTest {

    private final MemoryStore memory = new MemoryStore(Toolstack.XAPI, 1);
    private final Moody store = new Moody(memory.guest());
    private final BuiltInFacts facts = new BuiltInFacts(new AgentIdentity("1", 1, Instant.EPOCH));

    /** A store that can be made to refuse lists. */
    private static final class Moody implements StoreTree {

        private final StoreTree store;
        private @Nullable StoreError refusal;

        Moody(StoreTree store) {
            this.store = store;
        }

        @Override
        public Optional<String> read(String path) throws XenstoreException {
            return store.read(path);
        }

        @Override
        public List<String> list(String path) throws XenstoreException {
            if (refusal != null) {
                throw XenstoreException.refused("DIRECTORY " + path, refusal);
            }
            return store.list(path);
        }

        @Override
        public List<String> permissions(String path) throws XenstoreException {
            return store.permissions(path);
        }

        @Override
        public void write(String path, String value) throws XenstoreException {
            store.write(path, value);
        }

        @Override
        public void remove(String path) throws XenstoreException {
            store.remove(path);
        }

        @Override
        public List<Outcome> perform(List<Request> requests) throws XenstoreException {
            return store.perform(requests);
        }
    }

    private Map<String, String> home() {
        return facts.with(Map.of()).get(StoreFacts.NAME) instanceof StoreFacts known ? known.home() : Map.of();
    }

    @Test
    void aStoreThatCannotTellAtPresentHoldsWhatItDid() throws XenstoreException {
        assertThat(facts.learnStore(store)).isTrue();
        assertThat(home()).containsKey("unique-domain-id");

        facts.doubtStore();
        store.refusal = StoreError.EIO;
        assertThat(facts.learnStore(store)).isFalse();
        assertThat(home()).containsKey("unique-domain-id");

        store.refusal = null;
        memory.dom0().write("/local/domain/1/news", "");
        assertThat(facts.learnStore(store)).isTrue();
        assertThat(facts.learnStore(store)).isFalse();
    }

    @Test
    void aStoreThatDoesNotAllowItHoldsNothing() throws XenstoreException {
        store.refusal = StoreError.EACCES;
        assertThat(facts.learnStore(store)).isTrue();
        assertThat(home()).isEmpty();
        store.refusal = null;
        assertThat(facts.learnStore(store)).isFalse();
    }
}
