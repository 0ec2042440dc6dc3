package io.xenscribe.plugin.memory;

import io.xenscribe.api.Collector;
import io.xenscribe.api.Context;
import java.io.IOException;
import java.util.Optional;

/** Publishes the guest's memory, again after each period: the kernel has no sign for a change. */
public final class MemoryCollector implements Collector<MemoryFacts> {

    private static final String MEMINFO = "/proc/meminfo";

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public Class<MemoryFacts> facts() {
        return MemoryFacts.class;
    }

    @Override
    public Class<MemoryOptions> options() {
        return MemoryOptions.class;
    }

    @Override
    public void collect(Context<MemoryFacts> context) throws IOException, InterruptedException {
        MemoryOptions options = context.options(MemoryOptions.class);
        while (true) {
            Optional<byte[]> text = context.root().bytes(MEMINFO);
            if (text.isEmpty()) {
                throw new IOException(MEMINFO + " is not there: is /proc mounted?");
            }
            context.publish(Meminfo.read(text.get()));
            context.await(options.period());
        }
    }
}
