package io.xenscribe.plugin.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Ec2Test {

    @ParameterizedTest
    @CsvSource({
        "ec2ae145-d1dc-13b2-94ed-012345abcdef, true",
        "EC2AE145-D1DC-13B2-94ED-012345ABCDEF, true",
        "45e12aec-dcd1-b213-94ed-012345abcdef, true",
        "45E12AEC-DCD1-B213-94ED-012345ABCDEF, true",
        "8f2b6c1e-03a5-4d0f-9d3f-6f1c8f8a7b21, false",
        "45e1ec2a-dcd1-b213-94ed-012345abcdef, false",
        "ec2, false",
    })
    void anIdBeginsWithItsNameInOneOfTwoByteOrders(String id, boolean is) {
        Dmi none = dmi(null, null, null, null);
        assertThat(Ec2.made(none, hypervisor(id))).isEqualTo(is);
        assertThat(Ec2.made(dmi(null, id, null, null), hypervisor(null))).isEqualTo(is);
    }

    @ParameterizedTest
    @CsvSource({
        "Amazon EC2, , , true",
        ", Amazon EC2, , true",
        ", , 4.11.amazon, true",
        ", , 4.2.AMAZON, true",
        "Xen, Xen, 4.17, false",
        "Amazonas, SeaBIOS, 1.0, false",
    })
    void theFirmwareNamesItsMaker(
            @Nullable String vendor, @Nullable String biosVendor, @Nullable String biosVersion, boolean is) {
        assertThat(Ec2.made(dmi(vendor, null, biosVendor, biosVersion), hypervisor(null)))
                .isEqualTo(is);
    }

    private static Dmi dmi(
            @Nullable String vendor, @Nullable String uuid, @Nullable String biosVendor, @Nullable String biosVersion) {
        return new Dmi(
                Optional.ofNullable(vendor),
                Optional.empty(),
                Optional.empty(),
                Optional.ofNullable(uuid),
                Optional.ofNullable(biosVendor),
                Optional.ofNullable(biosVersion));
    }

    private static Hypervisor hypervisor(@Nullable String uuid) {
        return new Hypervisor(Optional.empty(), Optional.empty(), Optional.empty(), Optional.ofNullable(uuid));
    }
}
