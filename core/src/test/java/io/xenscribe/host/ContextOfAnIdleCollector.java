package io.xenscribe.host;

import io.xenscribe.api.Collector;
import io.xenscribe.api.Context;
import io.xenscribe.api.Root;
import io.xenscribe.facts.FactSchema;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The context of a collector that does nothing, with a store of the test's. */
@Timeout(30)
abstract class ContextOfAnIdleCollector {

    static final Duration LONG = Duration.ofSeconds(20);

    record Facts(String text) {}

    record Other(String text) {}

    record Options(int n) {}

    private static final class Idle implements Collector<Facts> {
        @Override
        public String name() {
            return "idle";
        }

        @Override
        public Class<Facts> facts() {
            return Facts.class;
        }

        @Override
        public void collect(Context<Facts> context) {}
    }

    @TempDir
    Path folder;

    final List<String> remarks = new ArrayList<>();
    FakeStore store = new FakeStore();

    final StoreWatches watches = new StoreWatches(() -> store);
    final FactBoard board = new FactBoard(() -> {});
    final HostContext<Facts> context = context(Root.of(Path.of("/")));

    @AfterEach
    void close() {
        context.close();
        Thread.interrupted();
    }

    HostContext<Facts> context(Root root) {
        LoadedCollector<Facts> collector = new LoadedCollector<>("idle", Facts.class, Options.class, new Idle());
        Surroundings surroundings = new Surroundings(root, () -> store, watches, board);
        return new HostContext<>(
                collector, FactSchema.of(Facts.class), new Options(7), surroundings, new HostContext.PublishListener() {
                    @Override
                    public void published() {}

                    @Override
                    public void remarked(String remark) {
                        remarks.add(remark);
                    }
                });
    }
}
