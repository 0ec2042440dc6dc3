package io.xenscribe.plugin.disks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls that may never come back, since no system call can be taken back from a file system or disk that does not
 * answer. They run one after the other on a thread beside, which wakes nobody before it is through. When one takes too
 * long, its thread is left to it and the others get a new one; its object is not asked again before the call has come
 * back. When many are left behind, nobody is asked any more.
 *
 * <p>Belongs to one thread.
 */
final class Errands {

    /** Each that never comes back costs a small stack. */
    static final int MOST_AWAY = 8;

    private static final Logger LOG = LoggerFactory.getLogger(Errands.class);
    private static final long STACK_SIZE = 128 * 1024;

    private final Duration limit;
    private final List<Errand<?>> prepared = new ArrayList<>();
    private final Map<String, Thread> away = new HashMap<>();
    private boolean refused;

    Errands(Duration limit) {
        this.limit = limit;
    }

    /** One call. */
    static final class Errand<T> {

        private final String object;
        private final Callable<T> call;
        private volatile @Nullable T result;

        private Errand(String object, Callable<T> call) {
            this.object = object;
            this.call = call;
        }

        /** Nothing when it failed, did not come back in time, or was not run. */
        Optional<T> result() {
            return Optional.ofNullable(result);
        }

        private void run() {
            try {
                result = call.call();
            } catch (Exception | LinkageError e) {
                LOG.debug("{}: {}", object, e.toString());
            }
        }
    }

    /**
     * A call for the next {@link #run}.
     *
     * @param object whom it asks, as a warning names it
     */
    <T> Errand<T> prepare(String object, Callable<T> call) {
        Errand<T> errand = new Errand<>(object, call);
        prepared.add(errand);
        return errand;
    }

    /** Runs what was prepared. */
    void run() throws InterruptedException {
        welcomeBack();
        List<Errand<?>> errands = takePrepared();
        Duration patience = limit;
        int at = 0;
        while (at < errands.size()) {
            if (away.size() >= MOST_AWAY) {
                warnOfRefusal(errands.get(at).object);
                return;
            }
            Round round = new Round(errands, at);
            Thread thread = new Thread(null, round, "disks-errand", STACK_SIZE, false);
            thread.setDaemon(true);
            thread.start();
            at = round.awaitEnd(patience.toNanos());
            if (at < errands.size()) {
                String object = errands.get(at).object;
                away.put(object, thread);
                LOG.warn(
                        "{} does not answer within {} ms; it is left alone until it does, the rest goes on",
                        object,
                        patience.toMillis());
                at++;
                // However many there are, a look takes little more than twice the limit.
                patience = Duration.ofNanos(Math.max(patience.toNanos() / 2, limit.toNanos() / 8));
            }
        }
    }

    private List<Errand<?>> takePrepared() {
        List<Errand<?>> errands = new ArrayList<>(prepared.size());
        for (Errand<?> errand : prepared) {
            if (!away.containsKey(errand.object)) {
                errands.add(errand);
            }
        }
        prepared.clear();
        return errands;
    }

    private void welcomeBack() {
        if (away.isEmpty()) {
            return;
        }
        Iterator<Map.Entry<String, Thread>> all = away.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<String, Thread> one = all.next();
            if (!one.getValue().isAlive()) {
                all.remove();
                refused = false;
                LOG.info("{} answers again", one.getKey());
            }
        }
    }

    private void warnOfRefusal(String object) {
        if (!refused) {
            refused = true;
            String[] names = away.keySet().toArray(new String[0]);
            Arrays.sort(names);
            LOG.warn(
                    "{} and others are not asked, as {} calls have not come back: {}",
                    object,
                    names.length,
                    String.join(", ", names));
        }
    }

    /** What one thread does: the calls from a place on, until it is through or given up. */
    private static final class Round implements Runnable {

        private final List<Errand<?>> errands;
        private int at;
        private long started = System.nanoTime();
        private boolean isGivenUp;

        Round(List<Errand<?>> errands, int at) {
            this.errands = errands;
            this.at = at;
        }

        @Override
        public void run() {
            Errand<?> errand = errands.get(at);
            while (errand != null) {
                errand.run();
                errand = next();
            }
        }

        private synchronized @Nullable Errand<?> next() {
            if (isGivenUp) {
                return null;
            }
            at++;
            started = System.nanoTime();
            if (at == errands.size()) {
                notifyAll();
                return null;
            }
            return errands.get(at);
        }

        /** The call that takes longer than {@code limit}, or the number of all. */
        synchronized int awaitEnd(long limit) throws InterruptedException {
            while (at < errands.size()) {
                long left = limit - (System.nanoTime() - started);
                if (left <= 0) {
                    isGivenUp = true;
                    break;
                }
                wait(left / 1_000_000, (int) (left % 1_000_000));
            }
            return at;
        }
    }
}
