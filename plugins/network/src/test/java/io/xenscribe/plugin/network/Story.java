package io.xenscribe.plugin.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.api.testkit.FixtureContext;
import io.xenscribe.api.testkit.ScriptedNetlink;
import java.nio.file.Path;
import java.util.List;

/** Events that were recorded one after the other, and the facts after each of them. */
record Story(Path fixture, List<String> events) {

    NetworkFacts atTheStart() throws Exception {
        return afterFirst(0);
    }

    NetworkFacts after(String event) throws Exception {
        assertThat(events).contains(event);
        return afterFirst(events.indexOf(event) + 1);
    }

    /** That following the events led to what the kernel listed at the end. */
    void checkEnd() throws Exception {
        NetworkFacts listed = FixtureContext.<NetworkFacts>of(fixture)
                .options(Samples.OPTIONS)
                .netlink(Samples.kernel(fixture, "netlink-after"))
                .run(new NetworkCollector())
                .last();
        assertThat(afterFirst(events.size()).interfaces())
                .as("apart from what sysfs says, which is of the start")
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("vif", "port")
                .isEqualTo(listed.interfaces());
    }

    private NetworkFacts afterFirst(int count) throws Exception {
        ScriptedNetlink kernel = Samples.kernel(fixture, "netlink");
        FixtureContext<NetworkFacts> context = FixtureContext.<NetworkFacts>of(fixture)
                .options(Samples.OPTIONS)
                .netlink(kernel);
        for (String event : events.subList(0, count)) {
            context.then(() -> kernel.arrive(Samples.of(fixture, event)));
        }
        NetworkFacts facts = context.run(new NetworkCollector()).last();
        assertThat(kernel.requests()).as("it was listed once").hasSize(3);
        return facts;
    }

    static Nic named(String name, NetworkFacts facts) {
        return facts.interfaces().stream()
                .filter(nic -> nic.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + facts));
    }

    static List<String> texts(List<Address> addresses) {
        return addresses.stream().map(a -> a.address().getHostAddress()).toList();
    }
}
