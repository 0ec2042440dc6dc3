package io.xenscribe.plugin.network;

import static io.xenscribe.plugin.network.Samples.AGGREGATED;
import static io.xenscribe.plugin.network.Story.named;
import static io.xenscribe.plugin.network.Story.texts;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** VLANs and bonds above VIFs come, change and go, as Linux 6.1 announced it to fixtures/record.py. */
@Timeout(20)
class BondTest {

    private static final Story STORY = new Story(
            AGGREGATED,
            List.of(
                    "vlan-over-vif",
                    "vlan-gone",
                    "bond-over-vifs",
                    "vlan-over-bond",
                    "failover",
                    "failover-back",
                    "slave-out",
                    "bond-gone",
                    "round-robin"));

    @Test
    void packetsOfAVlanLeaveByItsVif() throws Exception {
        Nic vlan = named("eth1.10", STORY.after("vlan-over-vif"));

        assertThat(vlan.port()).hasValue("eth1");
        assertThat(vlan.vif()).isEmpty();
        assertThat(texts(vlan.ipv4())).containsExactly("198.51.100.10");
        assertThat(STORY.after("vlan-gone").interfaces()).extracting(Nic::name).doesNotContain("eth1.10");
    }

    @Test
    void packetsOfABondLeaveByTheActiveSlaveThoughItHasTheHigherNumber() throws Exception {
        NetworkFacts facts = STORY.after("bond-over-vifs");

        assertThat(named("bond0", facts).port()).hasValue("eth1");
        assertThat(named("eth0", facts).port()).hasValue("eth0");
        assertThat(named("eth0", facts).vif()).hasValue(0);
        assertThat(named("eth0", facts).mac())
                .as("the bond's")
                .isEqualTo(named("eth1", facts).mac());
    }

    @Test
    void aFailoverIsFollowedThroughTwoLevels() throws Exception {
        assertThat(named("bond0.20", STORY.after("vlan-over-bond")).port()).hasValue("eth1");
        assertThat(named("bond0.20", STORY.after("failover")).port()).hasValue("eth0");
        assertThat(named("bond0", STORY.after("failover")).port()).hasValue("eth0");
        assertThat(named("bond0", STORY.after("failover-back")).port()).hasValue("eth1");
    }

    @Test
    void aSlaveThatLeavesIsNoPortAnyMore() throws Exception {
        NetworkFacts facts = STORY.after("slave-out");

        assertThat(named("bond0", facts).port()).hasValue("eth0");
        assertThat(named("bond0.20", facts).port()).hasValue("eth0");
        assertThat(STORY.after("bond-gone").interfaces()).extracting(Nic::name).doesNotContain("bond0", "bond0.20");
    }

    @Test
    void whereAllSlavesSendItIsTheLowestVif() throws Exception {
        assertThat(named("bond1", STORY.after("round-robin")).port()).hasValue("eth0");
    }

    @Test
    void allEventsLeadToWhatTheKernelListsAfterwards() throws Exception {
        STORY.checkEnd();
    }
}
