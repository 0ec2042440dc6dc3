package io.xenscribe.plugin.vendor;

import io.xenscribe.api.Collector;
import io.xenscribe.api.Context;
import io.xenscribe.api.Root;
import java.util.Optional;

/** Publishes once what the configuration, the firmware and the hypervisor say. */
public final class VendorCollector implements Collector<VendorFacts> {

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
    public void collect(Context<VendorFacts> context) {
        VendorOptions options = context.options(VendorOptions.class);
        context.publish(new VendorFacts(
                options.product(),
                options.major(),
                options.minor(),
                options.micro(),
                options.build(),
                options.strings(),
                dmi(context.root()),
                hypervisor(context.root())));
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
