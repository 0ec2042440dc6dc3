package io.xenscribe.plugin.os;

import io.xenscribe.api.Collector;
import io.xenscribe.api.Context;
import java.util.Optional;

/** Publishes which system this is, and again when its files or the kernel's names for it change. */
public final class OsCollector implements Collector<OsFacts> {

    @Override
    public String name() {
        return "os";
    }

    @Override
    public Class<OsFacts> facts() {
        return OsFacts.class;
    }

    @Override
    public void collect(Context<OsFacts> context) throws InterruptedException {
        OsObserver observer = new OsObserver(context.root());
        // Before the first look, so that no change falls between the two.
        OsChanges changes = OsChanges.of(context);
        Optional<OsFacts> published = Optional.empty();
        do {
            Optional<OsFacts> now = Optional.of(observer.look());
            boolean changed = !now.equals(published);
            if (changed) {
                context.publish(now.get());
                published = now;
            }
            changes.looked(changed);
        } while (changes.await());
    }
}
