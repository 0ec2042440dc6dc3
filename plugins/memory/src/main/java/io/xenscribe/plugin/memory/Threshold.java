package io.xenscribe.plugin.memory;

import io.xenscribe.api.Bytes;
import java.util.Optional;

/** Tells a change that is worth to be published: what is free changes all the time. */
final class Threshold {

    private static final int SHARE = 100;

    private final long leastChange;
    private Optional<MemoryFacts> published = Optional.empty();

    /** @param leastChange of what is free; a hundredth of all is enough in any case */
    Threshold(Bytes leastChange) {
        this.leastChange = leastChange.count();
    }

    /** Whether {@code now} differs enough from what was news last; it is so itself then. */
    boolean isNews(MemoryFacts now) {
        boolean news = published.isEmpty() || differs(published.get(), now);
        if (news) {
            published = Optional.of(now);
        }
        return news;
    }

    private boolean differs(MemoryFacts before, MemoryFacts now) {
        return !before.total().equals(now.total())
                || !before.swapTotal().equals(now.swapTotal())
                || !before.allocated().equals(now.allocated())
                || !before.target().equals(now.target())
                || moved(before.free(), now.free(), now.total())
                || moved(before.available(), now.available(), now.total())
                || moved(before.swapFree(), now.swapFree(), now.swapTotal().orElse(now.total()));
    }

    private boolean moved(Optional<Bytes> before, Optional<Bytes> now, Bytes whole) {
        if (before.isEmpty() || now.isEmpty()) {
            return before.isPresent() || now.isPresent();
        }
        return moved(before.get(), now.get(), whole);
    }

    private boolean moved(Bytes before, Bytes now, Bytes whole) {
        long change = Math.abs(now.count() - before.count());
        return change > 0 && change >= Math.min(leastChange, whole.count() / SHARE);
    }
}
