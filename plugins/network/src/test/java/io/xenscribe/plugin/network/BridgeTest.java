package io.xenscribe.plugin.network;

import static io.xenscribe.plugin.network.Samples.STACKED;
import static io.xenscribe.plugin.network.Story.named;
import static io.xenscribe.plugin.network.Story.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.api.testkit.FixtureContext;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bridges and macvlans above a VIF come and go, as the kernel announced it to fixtures/record.py. */
@Timeout(20)
class BridgeTest {

    private static final Story STORY = new Story(
            STACKED,
            List.of(
                    "bridge-over-vif",
                    "macvlan-over-bridge",
                    "macvlan-over-vif",
                    "vif-renamed",
                    "other-vif-in-bridge",
                    "bridge-emptied",
                    "bridge-gone",
                    "deprecated",
                    "tentative",
                    "no-longer-tentative",
                    "macvlan-of-elsewhere"));

    @Test
    void aBridgeOfContainersHasNoPort() throws Exception {
        Nic docker = named("docker0", STORY.atTheStart());

        assertThat(docker.port()).isEmpty();
        assertThat(texts(docker.ipv4())).containsExactly("172.17.0.1");
        assertThat(named("veth1a2b3c", STORY.atTheStart()).port()).isEmpty();
    }

    @Test
    void packetsOfABridgeLeaveByTheVifInIt() throws Exception {
        NetworkFacts facts = STORY.after("bridge-over-vif");

        Nic bridge = named("br0", facts);
        assertThat(bridge.port()).hasValue("enX0");
        assertThat(bridge.vif()).isEmpty();
        assertThat(texts(bridge.ipv4())).containsExactly("192.0.2.10");
        assertThat(named("enX0", facts).port()).hasValue("enX0");
        assertThat(facts.interfaces())
                .extracting(Nic::name)
                .as("the bridge has the global addresses, the VIF in it a link-local one")
                .containsSubsequence("br0", "enX0");
    }

    @Test
    void throughTwoLevels() throws Exception {
        assertThat(named("shim0", STORY.after("macvlan-over-bridge")).port()).hasValue("enX0");
    }

    @Test
    void aMacvlanStandsOnItsVifThoughThatIsRenamed() throws Exception {
        assertThat(named("mac1", STORY.after("macvlan-over-vif")).port()).hasValue("enX1");

        NetworkFacts renamed = STORY.after("vif-renamed");

        assertThat(named("mac1", renamed).port()).hasValue("lan1");
        assertThat(named("lan1", renamed).vif()).hasValue(1);
    }

    @Test
    void aChangeOfMasterIsFollowed() throws Exception {
        NetworkFacts facts = STORY.after("other-vif-in-bridge");

        assertThat(named("br0", facts).port()).hasValue("lan1");
        assertThat(named("shim0", facts).port()).hasValue("lan1");
        assertThat(named("enX0", facts).port()).hasValue("enX0");
        assertThat(named("br0", STORY.after("bridge-emptied")).port()).isEmpty();
        assertThat(STORY.after("bridge-gone").interfaces())
                .extracting(Nic::name)
                .doesNotContain("br0", "shim0");
    }

    @Test
    void aDeprecatedAddressIsNoLongerTheFirst() throws Exception {
        assertThat(texts(named("enX0", STORY.after("deprecated")).ipv6()))
                .containsExactly("2001:db8:0:0:0:0:0:b", "2001:db8:0:0:0:0:0:a", "fe80:0:0:0:0:0:0:1");
    }

    @Test
    void anAddressIsListedWhenItIsUsable() throws Exception {
        assertThat(texts(named("enX0", STORY.after("tentative")).ipv6())).doesNotContain("2001:db8:0:0:0:0:0:c");
        assertThat(texts(named("enX0", STORY.after("no-longer-tentative")).ipv6()))
                .containsExactly(
                        "2001:db8:0:0:0:0:0:b", "2001:db8:0:0:0:0:0:c", "2001:db8:0:0:0:0:0:a", "fe80:0:0:0:0:0:0:1");
    }

    @Test
    void aMacvlanOfAnotherNamespaceHasNoPortThoughTheNumberIsKnownHere() throws Exception {
        assertThat(named("mac9", STORY.after("macvlan-of-elsewhere")).port()).isEmpty();
    }

    @Test
    void allEventsLeadToWhatTheKernelListsAfterwards() throws Exception {
        STORY.checkEnd();
    }

    @Test
    void whatTheOptionsNameIsLeftOutButNoVif() throws Exception {
        NetworkFacts facts = FixtureContext.<NetworkFacts>of(STACKED)
                .options(Samples.leavingOut(List.of("docker*", "veth*", "inside", "enX?p", "enX*"), List.of("enX0")))
                .netlink(Samples.kernel(STACKED, "netlink"))
                .run(new NetworkCollector())
                .last();

        assertThat(facts.interfaces()).extracting(Nic::name).containsExactly("enX0", "enX1", "lo");
    }
}
