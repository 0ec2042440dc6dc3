package io.xenscribe.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.mapping.MappingChoice;
import io.xenscribe.xenstore.MemoryStore;
import io.xenscribe.xenstore.StoreError;
import io.xenscribe.xenstore.Toolstack;
import io.xenscribe.xenstore.Xenstore;
import io.xenscribe.xenstore.XenstoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuiltInFactsTest {

    private static final long SECOND = 1_000_000_000;

    private final MemoryStore memory = new MemoryStore(Toolstack.XAPI, 1);
    private final Moody store = new Moody(memory.guest());
    private final BuiltInFacts facts = new BuiltInFacts(new AgentIdentity("1", 1, Instant.EPOCH));

    @TempDir
    Path folder;

    private MappingChoice choice = MappingChoice.of(Path.of("none.yaml"), GuestFacts.mapping("version: 1\nkeys: {}"));

    @BeforeEach
    void choose() throws IOException {
        choice = ChoiceFiles.choice(
                folder,
                "- {when: store.home.unique-domain-id, mapping: pool.yaml}\n- mapping: pool.yaml",
                Map.of("pool.yaml", "version: 1\nkeys: {data/a: 1}\n"));
    }

    /** A store that can be made to refuse lists, or the reading of a node. */
    private static final class Moody extends StoreInFront {

        private String refused = "nothing";
        private StoreError error = StoreError.EIO;

        Moody(Xenstore store) {
            super(store);
        }

        void refuse(String what, String by) {
            refused = what;
            error = new StoreError(by);
        }

        private void check(String what, String request) throws XenstoreException {
            if (what.equals(refused)) {
                throw XenstoreException.refused(request, error);
            }
        }

        @Override
        public Optional<String> read(String path) throws XenstoreException {
            check(path, "READ " + path);
            return super.read(path);
        }

        @Override
        public List<String> list(String path) throws XenstoreException {
            check("list", "DIRECTORY " + path);
            return super.list(path);
        }
    }

    private Map<String, String> home() {
        return facts.with(Map.of()).get(StoreFacts.NAME) instanceof StoreFacts known ? known.home() : Map.of();
    }

    private boolean isAwaited() {
        return facts.awaited(new FactSnapshot(Map.of(), Set.of())).pending().contains(StoreFacts.NAME);
    }

    private boolean learn(int second) throws XenstoreException {
        return facts.learnStore(store, choice, SECOND * second);
    }

    @ParameterizedTest
    @ValueSource(strings = {"EIO", "EAGAIN", "EACCES", "EINVAL", "E2BIG", "EODD"})
    void aStoreThatRefusesHoldsWhatItDid(String error) throws XenstoreException {
        assertThat(learn(0)).isTrue();
        assertThat(home()).containsKey("unique-domain-id");
        assertThat(facts.nanosUntilDue(0)).isEqualTo(Long.MAX_VALUE);

        facts.doubtStore();
        store.refuse("list", error);
        memory.dom0().write("/local/domain/1/news", "");
        assertThat(learn(10)).isFalse();
        assertThat(home()).containsKey("unique-domain-id");
        assertThat(isAwaited()).isFalse();
        assertThat(facts.refusal())
                .hasValueSatisfying(reason -> assertThat(reason).contains(error));
        assertThat(facts.nanosUntilDue(SECOND * 10)).isEqualTo(SECOND);

        store.refuse("unique-domain-id", error);
        assertThat(learn(11)).as("the news").isTrue();
        assertThat(home()).containsKeys("unique-domain-id", "news");
        assertThat(facts.nanosUntilDue(SECOND * 11)).isEqualTo(SECOND * 2);

        store.refuse("nothing", error);
        assertThat(learn(12)).isFalse();
        assertThat(facts.refusal()).as("it is not time yet").isPresent();
        assertThat(learn(13)).isFalse();
        assertThat(facts.refusal()).isEmpty();
        assertThat(facts.nanosUntilDue(SECOND * 13)).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "domid", "unique-domain-id"})
    void whatWasNeverKnownIsAwaitedAndThenTakenAsItIs(String what) throws XenstoreException {
        store.refuse(what, "EACCES");
        int second = 0;
        for (int attempt = 1; attempt < BuiltInFacts.MOST_ATTEMPTS; attempt++) {
            assertThat(learn(second)).isFalse();
            assertThat(isAwaited()).isTrue();
            second += (int) (facts.nanosUntilDue(SECOND * second) / SECOND);
        }
        assertThat(second).isEqualTo(127);
        assertThat(learn(second)).isTrue();
        assertThat(isAwaited()).isFalse();
        assertThat(home()).doesNotContainKey("unique-domain-id");
        assertThat(facts.nanosUntilDue(SECOND * second))
                .as("no passes for ever")
                .isEqualTo(Long.MAX_VALUE);

        store.refuse("nothing", "EACCES");
        assertThat(learn(second + 600))
                .as("along with a pass for another reason")
                .isTrue();
        assertThat(home()).containsKey("unique-domain-id");
    }

    @Test
    void aNodeThatNobodyAsksForMayBeRefusedForEver() throws XenstoreException {
        store.refuse("name", "EACCES");
        assertThat(learn(0)).isTrue();
        assertThat(home()).containsKey("unique-domain-id").doesNotContainKey("name");
        assertThat(facts.refusal()).isEmpty();
        assertThat(facts.nanosUntilDue(0)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void otherMappingsThatDoNotUseTheStoreDoNotWaitForIt() throws XenstoreException {
        store.refuse("list", "EACCES");
        assertThat(learn(0)).isFalse();
        assertThat(isAwaited()).isTrue();
        facts.doubtStore();
        MappingChoice plain =
                MappingChoice.of(Path.of("plain.yaml"), GuestFacts.mapping("version: 1\nkeys: {data/a: 1}"));
        assertThat(facts.learnStore(store, plain, SECOND)).isFalse();
        assertThat(isAwaited()).isFalse();
        assertThat(facts.refusal()).isEmpty();
        assertThat(facts.nanosUntilDue(SECOND)).isEqualTo(Long.MAX_VALUE);
    }
}
