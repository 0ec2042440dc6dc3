package io.xenscribe.plugin.network;

import io.xenscribe.api.Context;
import java.io.IOException;
import java.time.Duration;

/** Looks from time to time, with what every system has: Java's own view of the interfaces, and Xenstore. */
final class PortableObserver {

    private final Context<NetworkFacts> context;
    private final AddressPolicy policy;
    private final Duration period;

    PortableObserver(Context<NetworkFacts> context, AddressPolicy policy, Duration period) {
        this.context = context;
        this.policy = policy;
        this.period = period;
    }

    void observe() throws IOException, InterruptedException {
        while (true) {
            PortableTable seen = new PortableTable(SystemInterfaces.all(), StoreVifs.read(context.xenstore()));
            context.publish(seen.facts(policy));
            context.await(period);
        }
    }
}
