package io.xenscribe.plugin.network;

import io.xenscribe.api.Collector;
import io.xenscribe.api.Context;
import io.xenscribe.api.Netlink;
import java.io.IOException;

/** Publishes the guest's interfaces and addresses, and again as soon as the kernel announces a change. */
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
    public void collect(Context<NetworkFacts> context) throws IOException, InterruptedException {
        try (Netlink netlink = context.netlink(GROUPS)) {
            new NetworkObserver(context, netlink).observe();
        }
    }
}
