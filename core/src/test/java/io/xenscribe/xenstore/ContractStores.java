package io.xenscribe.xenstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;

/** The stores of a contract, for a guest whose home is libxl's; relative paths are the guest's. */
interface ContractStores {

    /** A new connection of the guest's. */
    Xenstore guest() throws IOException;

    /** A new connection of dom0's. */
    Xenstore dom0() throws IOException;

    /** The guest's home, an absolute path. */
    String home();

    /** Whether the daemon lists more children than fit into one answer. */
    boolean listsInParts();

    @BeforeEach
    default void removeTraces() throws IOException {
        try (Xenstore dom0 = dom0()) {
            dom0.remove(home() + "/data/t");
            dom0.remove(home() + "/cpu/many");
        }
    }

    /** Runs in a thread of its own. */
    static <T> FutureTask<T> start(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofPlatform().daemon().start(task);
        return task;
    }

    /** What the store answers to a call that it refuses. */
    static StoreError refusal(ThrowingCallable call) {
        XenstoreException e = catchThrowableOfType(XenstoreException.class, call);
        assertThat(e).isNotNull();
        assertThat(e.refusal()).as(e.getMessage()).isPresent();
        return e.refusal().orElseThrow();
    }
}
