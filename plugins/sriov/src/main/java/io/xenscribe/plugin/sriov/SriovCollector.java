package io.xenscribe.plugin.sriov;

import io.xenscribe.api.Collector;
import io.xenscribe.api.Context;
import io.xenscribe.api.Source;
import java.io.IOException;

/** Publishes the functions passed through, and again when one is plugged, unplugged, or its interface changes. */
public final class SriovCollector implements Collector<SriovFacts> {

    @Override
    public String name() {
        return "sriov";
    }

    @Override
    public Class<SriovFacts> facts() {
        return SriovFacts.class;
    }

    @Override
    public void collect(Context<SriovFacts> context) throws IOException, InterruptedException {
        try (Source store = context.watch(PassedThrough.FOLDER);
                InterfaceEvents events = new InterfaceEvents(context, store)) {
            new FunctionObserver(context, events).observe();
        }
    }
}
