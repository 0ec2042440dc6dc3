package io.xenscribe.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.api.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformTest {

    @TempDir
    Path folder;

    private Platform platform() throws IOException {
        return Platform.of(Root.of(folder));
    }

    private Path file(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    @Test
    void withoutAnythingOfXenItIsNone() throws IOException {
        assertThat(platform()).isEqualTo(new Platform.NotXen());
    }

    @Test
    void anotherHypervisorIsNotXen() throws IOException {
        file("sys/hypervisor/type", "kvm\n");
        assertThat(platform()).isEqualTo(new Platform.NotXen());
    }

    @Test
    void theDeviceMakesAGuest() throws IOException {
        Path device = file("dev/xen/xenbus", "");
        file("proc/xen/capabilities", "");
        assertThat(platform()).isEqualTo(new Platform.Guest(device));
    }

    @Test
    void theOlderDeviceIsTakenWhereThereIsNoOther() throws IOException {
        Path old = file("proc/xen/xenbus", "");
        assertThat(platform()).isEqualTo(new Platform.Guest(old));
        Path device = file("dev/xen/xenbus", "");
        assertThat(platform()).isEqualTo(new Platform.Guest(device));
    }

    @Test
    void theControlDomainHasTheDeviceToo() throws IOException {
        file("dev/xen/xenbus", "");
        file("proc/xen/capabilities", "control_d\n");
        assertThat(platform()).isEqualTo(new Platform.ControlDomain());
    }

    @Test
    void aXenKernelWithoutTheDeviceIsAGuestThatLacksIt() throws IOException {
        file("sys/hypervisor/type", "xen\n");
        assertThat(platform()).isEqualTo(new Platform.GuestWithoutDevice());
    }
}
