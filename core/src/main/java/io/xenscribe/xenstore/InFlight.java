package io.xenscribe.xenstore;

import org.jspecify.annotations.Nullable;

/** The requests that wait for answers, so few that looking through them is quicker than any index. Its user holds a lock. */
final class InFlight {

    private final @Nullable Call[] calls;
    private int count;
    private int lastId;

    /** @param limit how many there may be */
    InFlight(int limit) {
        this(limit, 0);
    }

    /** @param lastId after which the ids go on; after the largest number follows the smallest */
    InFlight(int limit, int lastId) {
        this.calls = new @Nullable Call[limit];
        this.lastId = lastId;
    }

    boolean full() {
        return count == calls.length;
    }

    /** Gives the request an id that no other has. */
    void add(Call call) {
        lastId++;
        if (lastId == 0) { // Old kernels answer watches with this id.
            lastId++;
        }
        call.id = lastId;
        for (int i = 0; i < calls.length; i++) {
            if (calls[i] == null) {
                calls[i] = call;
                count++;
                return;
            }
        }
        throw new IllegalStateException("too many requests in flight");
    }

    void remove(Call call) {
        for (int i = 0; i < calls.length; i++) {
            if (calls[i] == call) {
                calls[i] = null;
                count--;
            }
        }
    }

    /** The request that a message answers. */
    @Nullable
    Call asking(Message answer) {
        for (Call call : calls) {
            if (call != null && call.id == answer.id()) {
                return call;
            }
        }
        // Kernels up to 4.8 acknowledge watches with id 0, in the order of the requests.
        boolean watch = answer.type() == Operation.WATCH.code() || answer.type() == Operation.UNWATCH.code();
        return watch && answer.id() == 0 ? oldest(answer.type()) : null;
    }

    /** What has waited longest. */
    @Nullable
    Call oldest() {
        return oldest(-1);
    }

    private @Nullable Call oldest(int type) {
        Call oldest = null;
        for (Call call : calls) {
            if (call == null || (type >= 0 && call.operation().code() != type)) {
                continue;
            }
            if (oldest == null || call.id - oldest.id < 0) {
                oldest = call;
            }
        }
        return oldest;
    }
}
