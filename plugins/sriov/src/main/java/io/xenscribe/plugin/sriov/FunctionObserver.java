package io.xenscribe.plugin.sriov;

import io.xenscribe.api.Context;
import io.xenscribe.api.MacAddress;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;

/** Looks at the store and, where that names a function, at the interfaces, whenever either announces a change. */
final class FunctionObserver {

    private final Context<SriovFacts> context;
    private final InterfaceEvents events;
    private final PciInterfaces interfaces;
    private final FunctionMatcher matcher = new FunctionMatcher();

    FunctionObserver(Context<SriovFacts> context, InterfaceEvents events) {
        this.context = context;
        this.events = events;
        this.interfaces = new PciInterfaces(context.root());
    }

    void observe() throws IOException, InterruptedException {
        while (true) {
            follow(PassedThrough.read(context.xenstore()));
        }
    }

    /** Until the store changes. */
    private void follow(SortedMap<Integer, MacAddress> passedThrough) throws IOException, InterruptedException {
        if (passedThrough.isEmpty()) {
            events.ignore();
        } else {
            // First, so that nothing can change unseen after the look.
            events.follow();
        }
        do {
            List<PciInterface> candidates = passedThrough.isEmpty() ? List.of() : interfaces.find();
            context.publish(matcher.match(passedThrough, candidates));
        } while (!events.await());
    }
}
