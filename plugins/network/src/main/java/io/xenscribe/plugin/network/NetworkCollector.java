package io.xenscribe.plugin.network;

import io.xenscribe.api.Collector;
import io.xenscribe.api.Context;
import io.xenscribe.api.KernelAbsentException;
import io.xenscribe.api.Netlink;
import java.io.IOException;

/**
 * Publishes the guest's interfaces and addresses: as soon as the kernel announces a change, or, on systems that have no
 * routing netlink, after looking from time to time.
 */
public final class NetworkCollector implements Collector<NetworkFacts> {

    static final int GROUPS = Rtnetlink.RTMGRP_LINK | Rtnetlink.RTMGRP_IPV4_IFADDR | Rtnetlink.RTMGRP_IPV6_IFADDR;

    @Override
    public String name() {
        return "network";
    }

    @Override
    public Class<NetworkFacts> facts() {
        return NetworkFacts.class;
    }

    @Override
    public Class<NetworkOptions> options() {
        return NetworkOptions.class;
    }

    @Override
    public void collect(Context<NetworkFacts> context) throws IOException, InterruptedException {
        NetworkOptions options = context.options(NetworkOptions.class);
        AddressPolicy policy = new AddressPolicy(options);
        try (Netlink netlink = context.netlink(GROUPS)) {
            Dialect dialect = Dialect.of(System.getProperty("os.name", ""));
            new NetworkObserver(context, netlink, dialect, policy).observe();
        } catch (KernelAbsentException absent) {
            if (!context.root().isLive()) {
                throw absent;
            }
            new PortableObserver(context, policy, options.period()).observe();
        }
    }
}
