package io.xenscribe.plugin.disks;

import io.xenscribe.api.Collector;
import io.xenscribe.api.Context;
import java.io.IOException;
import java.time.Duration;

/** Publishes the guest's storage: mounts and disks as they come and go, usage once each period. */
public final class DiskCollector implements Collector<DiskFacts> {

    /** Far more than a disk at work takes. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(2);

    /** Outlives a run that failed: whom it waits for may still not have come back. */
    private final Errands errands = new Errands(LONGEST_SILENCE);

    @Override
    public String name() {
        return "disks";
    }

    @Override
    public Class<DiskFacts> facts() {
        return DiskFacts.class;
    }

    @Override
    public Class<DiskOptions> options() {
        return DiskOptions.class;
    }

    @Override
    public void collect(Context<DiskFacts> context) throws IOException, InterruptedException {
        new DiskObserver(context, context.options(DiskOptions.class), errands).observe();
    }
}
