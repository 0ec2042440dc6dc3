package io.xenscribe.plugin.memory;

import io.xenscribe.api.Collector;
import io.xenscribe.api.Context;
import java.io.IOException;

/** Looks at the guest's memory after each period, as the kernel has no sign for a change, and publishes what is news. */
public final class MemoryCollector implements Collector<MemoryFacts> {

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
        MemoryFiles files = new MemoryFiles(context.root());
        Threshold threshold = new Threshold(options.leastChange());
        while (true) {
            MemoryFacts facts = files.read();
            if (threshold.isNews(facts)) {
                context.publish(facts);
            }
            context.await(options.period());
        }
    }
}
