package io.xenscribe.schedule;

import java.util.ArrayList;
import java.util.List;

/** Which thread goes on at each step. Goes through all orders with a bounded number of preemptions, one order at a time. */
final class Choices {

    /** @param count how many threads could go on */
    private record Choice(int taken, int count) {}

    private final int preemptions;
    private final List<Choice> choices = new ArrayList<>();
    private int at;
    private int preempted;

    /** @param preemptions how often a thread that could go on has to wait for another */
    Choices(int preemptions) {
        this.preemptions = preemptions;
    }

    /**
     * The thread to go on.
     *
     * @param ready how many can; the first of them costs no preemption
     * @param canGoOn whether the first is the one that ran last
     */
    int next(int ready, boolean canGoOn) {
        int count = canGoOn && preempted == preemptions ? 1 : ready;
        if (at == choices.size()) {
            choices.add(new Choice(0, count));
        }
        // A thread may have been woken sooner or later than in the run that this one repeats.
        int taken = Math.min(choices.get(at).taken(), count - 1);
        at++;
        if (canGoOn && taken > 0) {
            preempted++;
        }
        return taken;
    }

    /** Goes on to the next order; false when there is none. */
    boolean advance() {
        while (!choices.isEmpty()) {
            Choice last = choices.removeLast();
            if (last.taken() + 1 < last.count()) {
                choices.add(new Choice(last.taken() + 1, last.count()));
                at = 0;
                preempted = 0;
                return true;
            }
        }
        return false;
    }
}
