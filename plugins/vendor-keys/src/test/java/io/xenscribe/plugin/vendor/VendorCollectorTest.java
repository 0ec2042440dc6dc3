package io.xenscribe.plugin.vendor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xenscribe.api.testkit.FixtureContext;
import io.xenscribe.api.testkit.PluginFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class VendorCollectorTest {

    private static final String UUID = "8f2b6c1e-03a5-4d0f-9d3f-6f1c8f8a7b21";
    private static final VendorOptions OPTIONS = new VendorOptions(
            Optional.of("Appliance"),
            Optional.of(3),
            Optional.of(0),
            Optional.empty(),
            Optional.of(1234),
            Map.of("support", "support@example.org"),
            new InstanceOptions(false, "http://192.0.2.1", Duration.ofSeconds(2)));

    @Test
    void publishesTheConfigurationOnceAndReturns() throws Exception {
        var context = context("xcp-ng-hvm").run(new VendorCollector());

        assertThat(context.returned()).isTrue();
        assertThat(context.published()).hasSize(1);
        VendorFacts facts = context.last();
        assertThat(facts.product()).hasValue("Appliance");
        assertThat(facts.major()).hasValue(3);
        assertThat(facts.minor()).hasValue(0);
        assertThat(facts.micro()).isEmpty();
        assertThat(facts.build()).hasValue(1234);
        assertThat(facts.strings()).containsExactly(Map.entry("support", "support@example.org"));
    }

    @Test
    void publishesWhatFirmwareAndHypervisorSay() throws Exception {
        VendorFacts facts = context("xcp-ng-hvm").run(new VendorCollector()).last();

        assertThat(facts.dmi())
                .isEqualTo(new Dmi(
                        Optional.of("Xen"),
                        Optional.of("HVM domU"),
                        Optional.of("4.17"),
                        Optional.of(UUID),
                        Optional.of("Xen"),
                        Optional.of("4.17")));
        assertThat(facts.hypervisor())
                .isEqualTo(new Hypervisor(
                        Optional.of("xen"), Optional.of("HVM"), Optional.of("4.17.7"), Optional.of(UUID)));
    }

    @Test
    void aMaskedIdIsAbsentAndAVersionNeedsNoExtra() throws Exception {
        VendorFacts facts = context("pv-masked").run(new VendorCollector()).last();

        assertThat(facts.hypervisor().uuid()).isEmpty();
        assertThat(facts.hypervisor().version()).hasValue("4.8");
        assertThat(facts.dmi().systemVendor()).isEmpty();
    }

    @Test
    void whatIsBlankIncompleteOrUnreadableIsAbsent() throws Exception {
        VendorFacts facts = context("partly").run(new VendorCollector()).last();

        assertThat(facts.hypervisor().type()).hasValue("xen");
        assertThat(facts.hypervisor().version()).as("no minor number").isEmpty();
        assertThat(facts.dmi().systemVendor()).isEmpty();
        assertThat(facts.dmi().productName()).isEmpty();
        assertThat(facts.dmi().biosVendor()).as("a folder").isEmpty();
    }

    @Test
    void offXenOnlyTheConfigurationIsThere() throws Exception {
        VendorFacts facts = context("none").run(new VendorCollector()).last();

        assertThat(facts.product()).hasValue("Appliance");
        assertThat(facts.hypervisor().type()).isEmpty();
        assertThat(facts.ec2()).isFalse();
        assertThat(facts.instance()).isEmpty();
    }

    @Test
    void anInstanceOfEc2IsToldByItsFirmware() throws Exception {
        assertThat(context("ec2-hvm").run(new VendorCollector()).last().ec2()).isTrue();
        assertThat(context("xcp-ng-hvm").run(new VendorCollector()).last().ec2())
                .isFalse();
    }

    @Test
    void refusesNegativeNumbers() {
        assertThatThrownBy(() -> new VendorOptions(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(-1),
                        Optional.empty(),
                        Map.of(),
                        OPTIONS.instance()))
                .hasMessage("micro must be at least 0");
    }

    @Test
    void theFolderIsComplete() throws IOException {
        assertThat(PluginFolder.of(Path.of("")).problems(new VendorCollector())).isEmpty();
    }

    private static FixtureContext<VendorFacts> context(String fixture) {
        return FixtureContext.<VendorFacts>of(Path.of("fixtures", fixture)).options(OPTIONS);
    }
}
