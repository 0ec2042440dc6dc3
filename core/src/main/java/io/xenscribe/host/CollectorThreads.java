package io.xenscribe.host;

import java.util.ArrayList;
import java.util.List;

/**
 * The thread of a collector and those that it starts itself. What one of them ends by is a line in the log, and one that
 * outlives its collector is found.
 */
final class CollectorThreads extends ThreadGroup {

    CollectorThreads(String collector) {
        super(collector);
    }

    @Override
    public void uncaughtException(Thread thread, Throwable failure) {
        Exhaustion.uncaught(thread, failure);
    }

    /** Those that live and are none of ours. */
    List<Thread> ofThePlugin() {
        List<Thread> threads = new ArrayList<>();
        if (activeCount() > 0) {
            Thread[] all = new Thread[activeCount() + 8];
            int count = enumerate(all);
            for (int i = 0; i < count; i++) {
                if (!(all[i] instanceof CollectorThread)) {
                    threads.add(all[i]);
                }
            }
        }
        return threads;
    }
}
