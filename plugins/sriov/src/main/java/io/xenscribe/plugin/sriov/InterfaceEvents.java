package io.xenscribe.plugin.sriov;

import io.xenscribe.api.Context;
import io.xenscribe.api.KernelAbsentException;
import io.xenscribe.api.LostMessagesException;
import io.xenscribe.api.Netlink;
import io.xenscribe.api.Source;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Waits until it is worth looking again. Interfaces are followed only while there is a function whose interface could
 * change: most guests have none, and shall not be woken up for each container that starts.
 */
final class InterfaceEvents implements AutoCloseable {

    /** RTMGRP_LINK of linux/rtnetlink.h: interfaces that come, change and go. What exactly, sysfs tells. */
    private static final int LINKS = 1;

    /** Where the kernel does not announce interfaces. */
    private static final Duration PERIOD = Duration.ofSeconds(60);

    /** Announcements that one look answers. More are read next time, so that a storm cannot keep us from looking. */
    private static final int MOST_AT_ONCE = 4096;

    private final Context<?> context;
    private final Source store;
    private Optional<Netlink> links = Optional.empty();
    private Duration limit = Context.FOREVER;

    InterfaceEvents(Context<?> context, Source store) {
        this.context = context;
        this.store = store;
    }

    /** From now on {@link #await} returns when an interface changed as well. */
    void follow() throws IOException {
        if (links.isEmpty() && limit.equals(Context.FOREVER)) {
            try {
                links = Optional.of(context.netlink(LINKS));
            } catch (KernelAbsentException absent) {
                limit = PERIOD;
            }
        }
    }

    /** From now on only the store matters. */
    void ignore() {
        close();
        links = Optional.empty();
        limit = Context.FOREVER;
    }

    /** Returns when something changed or may have, and tells whether it was the store. */
    boolean await() throws IOException, InterruptedException {
        if (links.isEmpty()) {
            return context.await(limit, store).contains(store);
        }
        Netlink netlink = links.get();
        Set<Source> ready = context.await(limit, store, netlink);
        if (ready.contains(netlink)) {
            drain(netlink);
        }
        return ready.contains(store);
    }

    private static void drain(Netlink netlink) throws IOException {
        try {
            for (int i = 0; i < MOST_AT_ONCE && netlink.receive().isPresent(); i++) {
                // That something was announced is all that matters.
            }
        } catch (LostMessagesException many) {
            // So it does when they were too many.
        }
    }

    @Override
    public void close() {
        if (links.isPresent()) {
            links.get().close();
        }
    }
}
