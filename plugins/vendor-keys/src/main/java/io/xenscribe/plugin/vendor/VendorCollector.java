package io.xenscribe.plugin.vendor;

import io.xenscribe.api.Collector;
import io.xenscribe.api.Context;
import io.xenscribe.api.Root;
import io.xenscribe.api.Source;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes what the configuration, the firmware and the hypervisor say; and again, when the cloud's metadata service has
 * answered, if it is to be asked.
 */
public final class VendorCollector implements Collector<VendorFacts> {

    private static final Logger LOG = LoggerFactory.getLogger(VendorCollector.class);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    /** What Xen gives a guest that may not know. */
    private static final String NO_UUID = "00000000-0000-0000-0000-000000000000";

    @Override
    public String name() {
        return "vendor";
    }

    @Override
    public Class<VendorFacts> facts() {
        return VendorFacts.class;
    }

    @Override
    public Class<VendorOptions> options() {
        return VendorOptions.class;
    }

    @Override
    public void collect(Context<VendorFacts> context) throws InterruptedException {
        VendorOptions options = context.options(VendorOptions.class);
        Dmi dmi = dmi(context.root());
        Hypervisor hypervisor = hypervisor(context.root());
        VendorFacts facts = new VendorFacts(
                options.product(),
                options.major(),
                options.minor(),
                options.micro(),
                options.build(),
                options.strings(),
                dmi,
                hypervisor,
                Ec2.made(dmi, hypervisor),
                Optional.empty());
        context.publish(facts);
        // Another file system may be that of another machine, of which the service here knows nothing.
        if (options.instance().enabled() && context.root().isLive()) {
            context.publish(facts.with(instance(context, options.instance())));
        }
    }

    /** What the metadata service says, once it answers; it is asked with growing pauses. */
    private static Instance instance(Context<VendorFacts> context, InstanceOptions options)
            throws InterruptedException {
        MetadataService service = new MetadataService(options);
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                return service.ask();
            } catch (IOException failed) {
                if (pause.equals(FIRST_PAUSE)) {
                    LOG.warn(
                            "the metadata service {} {}; asking it again, with pauses of up to {} s",
                            options.service(),
                            failed.getMessage(),
                            LONGEST_PAUSE.toSeconds());
                }
            }
            Set<Source> _ = context.await(pause);
            Duration twice = pause.multipliedBy(2);
            pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
        }
    }

    private static Dmi dmi(Root root) {
        SysfsValues id = new SysfsValues(root, "/sys/class/dmi/id/");
        return new Dmi(
                id.value("sys_vendor"),
                id.value("product_name"),
                id.value("product_version"),
                id.value("product_uuid"),
                id.value("bios_vendor"),
                id.value("bios_version"));
    }

    private static Hypervisor hypervisor(Root root) {
        SysfsValues hypervisor = new SysfsValues(root, "/sys/hypervisor/");
        Optional<String> uuid = hypervisor.value("uuid");
        return new Hypervisor(
                hypervisor.value("type"),
                hypervisor.value("guest_type"),
                version(new SysfsValues(root, "/sys/hypervisor/version/")),
                uuid.isPresent() && uuid.get().equals(NO_UUID) ? Optional.empty() : uuid);
    }

    private static Optional<String> version(SysfsValues version) {
        Optional<String> major = version.value("major");
        Optional<String> minor = version.value("minor");
        return major.isPresent() && minor.isPresent()
                ? Optional.of(
                        major.get() + "." + minor.get() + version.value("extra").orElse(""))
                : Optional.empty();
    }
}
