package io.xenscribe.plugin.os;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.api.Context;
import io.xenscribe.api.testkit.FixtureContext;
import io.xenscribe.api.testkit.PluginFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class OsCollectorTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "almalinux-9     | almalinux     | AlmaLinux 9.4 (Seafoam Ocelot)               | 9.4      | 9    | 4",
                "almalinux-10    | almalinux     | AlmaLinux 10.0 (Purple Lion)                 | 10.0     | 10   | 0",
                "alpine          | alpine        | Alpine Linux v3.20                           | 3.20.2   | 3    | 20",
                "amazon-2        | amzn          | Amazon Linux 2                               | 2        | 2    |",
                "amazon-2023     | amzn          | Amazon Linux 2023.5.20240805                 | 2023     | 2023 |",
                "arch            | arch          | Arch Linux                                   |          |      |",
                "arch-image      | arch          | Arch Linux                                   | 20240811.0.253648 | 20240811 | 0",
                "asianux-4       | asianux       | Asianux Server 4 (Hiranya SP2)               | 4        | 4    | 2",
                "boot2docker     | boot2docker   | boot2docker 1.12.3                           | 1.12.3   | 1    | 12",
                "centos-6        | centos        | CentOS release 6.10 (Final)                  | 6.10     | 6    | 10",
                "centos-7        | centos        | CentOS Linux 7 (Core)                        | 7.9.2009 | 7    | 9",
                "centos-stream-9 | centos        | CentOS Stream 9                              | 9        | 9    |",
                "centos-stream-10 | centos       | CentOS Stream 10 (Coughlan)                  | 10       | 10   |",
                "clear-linux     | clear-linux-os | Clear Linux OS                              | 42150    | 42150 |",
                "cloudlinux-8    | cloudlinux    | CloudLinux 8.10 (Vladimir Aksyonov)          | 8.10     | 8    | 10",
                "debian-6        | debian        | Debian 6.0.10                                | 6.0.10   | 6    | 0",
                "debian-12       | debian        | Debian GNU/Linux 12 (bookworm)               | 12.11    | 12   | 11",
                "debian-13       | debian        | Debian GNU/Linux 13 (trixie)                 | 13.1     | 13   | 1",
                "debian-testing  | debian        | Debian GNU/Linux trixie/sid                  |          |      |",
                "debian-sid      | debian        | Debian GNU/Linux forky/sid                   |          |      |",
                "devuan-5        | devuan        | Devuan GNU/Linux 5 (daedalus)                | 5        | 5    |",
                "fedora          | fedora        | Fedora Linux 40 (Server Edition)             | 40       | 40   |",
                "fedora-coreos   | fedora        | Fedora CoreOS 40                             | 40       | 40   |",
                "flatcar         | flatcar | Flatcar Container Linux by Kinvolk 3975.2.0 (Oklo) | 3975.2.0 | 3975 | 2",
                "foreign-bytes   | caf\ufffdos   | Caf\ufffd OS \ufffd                          | 1.0      | 1    | 0",
                "gentoo          | gentoo        | Gentoo Linux                                 | 2.15     | 2    | 15",
                "gooroom-1       | gooroom       | Gooroom 1.0                                  | 1.0      | 1    | 0",
                "haos            | haos          | Home Assistant OS 12.4                       | 12.4     | 12   | 4",
                "kali            | kali          | Kali GNU/Linux Rolling                       | 2025.4   | 2025 | 4",
                "kylin-v10       | kylin         | Kylin Linux Advanced Server V10 (Sword)      | V10      | 10   |",
                "linuxmint-22    | linuxmint     | Linux Mint 22                                | 22       | 22   |",
                "linx-8          | linx          | Linx Linux 8                                 | 8        | 8    |",
                "neokylin-5      | neokylin      | NeoKylin Linux Security OS V5.0 (Update8)    | V5.0     | 5    | 0",
                "nixos           | nixos         | NixOS 24.05 (Uakari)                         | 24.05    | 24   | 05",
                "none            |               |                                              |          |      |",
                "opensuse-leap   | opensuse-leap | openSUSE Leap 15.6                           | 15.6     | 15   | 6",
                "opensuse-tumbleweed | opensuse-tumbleweed | openSUSE Tumbleweed                | 20240823 | 20240823 |",
                "openwrt         | openwrt       | OpenWrt 23.05.3                              | 23.05.3  | 23   | 05",
                "oracle-5 | oracle | Enterprise Linux Enterprise Linux Server release 5.5 (Carthage) | 5.5 | 5 | 5",
                "oracle-8        | oracle        | Oracle Linux Server 8.9                      | 8.9      | 8    | 9",
                "oracle-9        | oracle        | Oracle Linux Server 9.4                      | 9.4      | 9    | 4",
                "photon-5        | photon        | VMware Photon OS/Linux                       | 5.0      | 5    | 0",
                "raspbian-12     | raspbian      | Raspbian GNU/Linux 12 (bookworm)             | 12.9     | 12   | 9",
                "rhel-4          | rhel | Red Hat Enterprise Linux AS release 4 (Nahant Update 2) | 4      | 4    | 2",
                "rhel-5-beta     | rhel | Red Hat Enterprise Linux Server release 4.92 (Tikanga) | 4.92    | 5    | 0",
                "rhel-6          | rhel | Red Hat Enterprise Linux Server release 6.10 (Santiago) | 6.10   | 6    | 10",
                "rhel-7          | rhel          | Red Hat Enterprise Linux Server 7.9 (Maipo)  | 7.9      | 7    | 9",
                "rhel-8          | rhel          | Red Hat Enterprise Linux 8.10 (Ootpa)        | 8.10     | 8    | 10",
                "rhel-9          | rhel          | Red Hat Enterprise Linux 9.4 (Plow)          | 9.4      | 9    | 4",
                "rhel-10         | rhel          | Red Hat Enterprise Linux 10.0 (Coughlan)     | 10.0     | 10   | 0",
                "rocky-9         | rocky         | Rocky Linux 9.4 (Blue Onyx)                  | 9.4      | 9    | 4",
                "sangoma-7       | sangoma       | Sangoma Linux 7 (Core)                       | 7        | 7    |",
                "scientific-6    | scientific    | Scientific Linux release 6.10 (Carbon)       | 6.10     | 6    | 10",
                "scientific-7    | scientific    | Scientific Linux 7.9 (Nitrogen)              | 7.9      | 7    | 9",
                "sles-11         | sles          | SUSE Linux Enterprise Server 11 (x86_64)     | 11       | 11   | 3",
                "sles-12         | sles          | SUSE Linux Enterprise Server 12 SP5          | 12.5     | 12   | 5",
                "sles-15         | sles          | SUSE Linux Enterprise Server 15 SP5          | 15.5     | 15   | 5",
                "talos           | talos         | Talos (v1.7.5)                               | v1.7.5   | 1    | 7",
                "turbo-12        | turbo  | GreatTurbo Enterprise Server release 12.2 (Theseus) | 12.2     | 12   | 2",
                "ubuntu-10.04    | ubuntu        | Ubuntu 10.04.4 LTS                           | 10.04    | 10   | 04",
                "ubuntu-22.04    | ubuntu        | Ubuntu 22.04.4 LTS                           | 22.04    | 22   | 04",
                "ubuntu-24.04    | ubuntu        | Ubuntu 24.04.1 LTS                           | 24.04    | 24   | 04",
                "void            | void          | Void Linux                                   |          |      |",
                "yinhe-4         | yinhe         | Kylin 4.0                                    | 4.0      | 4    | 0"
            })
    void namesTheSystem(String fixture, String distro, String name, String version, String major, String minor)
            throws Exception {
        OsFacts facts = factsOf(Path.of("fixtures", fixture));

        assertThat(facts.distro()).isEqualTo(Optional.ofNullable(distro));
        assertThat(facts.name()).isEqualTo(Optional.ofNullable(name));
        assertThat(facts.version()).isEqualTo(Optional.ofNullable(version));
        assertThat(facts.major()).isEqualTo(Optional.ofNullable(major));
        assertThat(facts.minor()).isEqualTo(Optional.ofNullable(minor));
    }

    @Test
    void everyFixtureIsNamed() throws Exception {
        try (Stream<Path> folders = Files.list(Path.of("fixtures"))) {
            for (Path folder : folders.toList()) {
                boolean named = factsOf(folder).distro().isPresent();
                assertThat(named).as(folder.toString()).isNotEqualTo(folder.endsWith("image"));
            }
        }
    }

    @Test
    void readsTheKernelsNames() throws Exception {
        OsFacts facts = factsOf(Path.of("fixtures/debian-12"));

        assertThat(facts.uname()).hasValue("6.1.0-25-amd64");
        assertThat(facts.architecture()).hasValue("x86_64");
        assertThat(facts.hostName()).hasValue("guest");
        assertThat(facts.hypervisor()).hasValue("xen");
        assertThat(facts.guestType()).hasValue("hvm");
        assertThat(facts.bootId()).hasValue("4f7875fb-0faa-4f3d-b283-88c27becc812");
        assertThat(facts.bootedAt()).hasValue(Instant.parse("2026-11-22T04:55:16Z"));
    }

    @Test
    void theDomainIsWhereTheHostNameStandsInFull() throws Exception {
        OsFacts facts = factsOf(Path.of("fixtures/debian-12"));

        assertThat(facts.fullName()).hasValue("guest.example.net");
        assertThat(facts.domain()).hasValue("example.net");
    }

    @Test
    void aWholeHostNameNeedsNoDomain() throws Exception {
        OsFacts whole = factsOf(Path.of("fixtures/ubuntu-24.04"));
        assertThat(whole.hostName()).hasValue("web1.example.org");
        assertThat(whole.fullName()).hasValue("web1.example.org");
        assertThat(whole.domain()).isEmpty();

        OsFacts plain = factsOf(Path.of("fixtures/rocky-9"));
        assertThat(plain.hostName()).hasValue("rocky");
        assertThat(plain.domain()).hasValue("lab");
        assertThat(plain.fullName()).as("a domain of the kernel's is NIS's").isEmpty();
    }

    @Test
    void anImageHasOnlyWhatItsFilesSay() throws Exception {
        OsFacts facts = factsOf(Path.of("fixtures/image"));

        assertThat(facts.hostName()).hasValue("appliance");
        assertThat(facts.uname()).isEmpty();
        assertThat(facts.architecture()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "debian-12, Europe/Prague",
        "nixos,     Europe/Berlin",
        "alpine,    Europe/Vienna",
        "rhel-6,    America/New_York",
        "arch,"
    })
    void namesTheTimeZone(String fixture, String zone) throws Exception {
        assertThat(factsOf(Path.of("fixtures", fixture)).timeZone()).isEqualTo(Optional.ofNullable(zone));
    }

    @Test
    void followsTheLinksToTheTimeZone(@TempDir Path folder) throws Exception {
        Path etc = Files.createDirectories(folder.resolve("etc"));
        Files.createDirectories(folder.resolve("lib/local"));
        Files.createSymbolicLink(etc.resolve("localtime"), Path.of("../lib/local/zone"));
        Files.createSymbolicLink(folder.resolve("lib/local/zone"), Path.of("../../usr/share/zoneinfo/Etc/UTC"));
        assertThat(factsOf(folder).timeZone()).hasValue("Etc/UTC");

        Files.delete(folder.resolve("lib/local/zone"));
        Files.createSymbolicLink(folder.resolve("lib/local/zone"), Path.of("zone"));
        assertThat(factsOf(folder).timeZone()).as("a circle").isEmpty();

        Files.delete(etc.resolve("localtime"));
        Files.createSymbolicLink(etc.resolve("localtime"), Path.of(".."));
        assertThat(factsOf(folder).timeZone()).as("no zone").isEmpty();
    }

    @Test
    void tellsWhenTheSystemAsksForARestart() throws Exception {
        assertThat(factsOf(Path.of("fixtures/debian-12")).rebootRequired()).isTrue();
        assertThat(factsOf(Path.of("fixtures/opensuse-leap")).rebootRequired()).isTrue();
        assertThat(factsOf(Path.of("fixtures/debian-13")).rebootRequired()).isFalse();
    }

    @Test
    void seesAnUpgradeInPlace(@TempDir Path folder) throws Exception {
        Path etc = Files.createDirectories(folder.resolve("etc"));
        Path lib = Files.createDirectories(folder.resolve("usr/lib"));
        Files.createSymbolicLink(etc.resolve("os-release"), Path.of("../usr/lib/os-release"));
        Files.writeString(lib.resolve("os-release"), "ID=debian\nVERSION_ID=\"12\"\n");
        var context = FixtureContext.<OsFacts>of(folder);
        context.then(() -> {
                    Files.writeString(lib.resolve("os-release.dpkg-new"), "ID=debian\nVERSION_ID=\"13\"\n");
                    Files.move(
                            lib.resolve("os-release.dpkg-new"),
                            lib.resolve("os-release"),
                            StandardCopyOption.REPLACE_EXISTING);
                    context.signal(lib.toString());
                })
                .then(() -> Files.writeString(etc.resolve("debian_version"), "13.1\n"))
                .run(new OsCollector());

        assertThat(context.published())
                .extracting(facts -> facts.version().orElseThrow())
                .as("one look when all of it is done")
                .containsExactly("12", "13.1");
        assertThat(context.waits()).containsExactly(Context.FOREVER, Duration.ofSeconds(1), Context.FOREVER);
    }

    @Test
    void seesANewHostNameAtOnce(@TempDir Path folder) throws Exception {
        Path kernel = Files.createDirectories(folder.resolve("proc/sys/kernel"));
        Files.createDirectories(folder.resolve("etc"));
        Files.writeString(kernel.resolve("hostname"), "one\n");
        var context = FixtureContext.<OsFacts>of(folder);
        context.then(() -> {
                    Files.writeString(kernel.resolve("hostname"), "two\n");
                    context.signal("/proc/sys/kernel/hostname");
                })
                .then(() -> context.signal(folder.resolve("etc").toString()))
                .then(() -> {
                    Files.writeString(kernel.resolve("hostname"), "three\n");
                    context.signal("/proc/sys/kernel/hostname");
                })
                .run(new OsCollector());

        assertThat(context.published())
                .extracting(facts -> facts.hostName().orElseThrow())
                .containsExactly("one", "two", "three");
        assertThat(context.waits())
                .containsExactly(Context.FOREVER, Context.FOREVER, Duration.ofSeconds(1), Context.FOREVER);
    }

    @Test
    void whatChangesWithoutNewsIsLookedAtMoreAndMoreSeldom(@TempDir Path folder) throws Exception {
        Path run = Files.createDirectories(folder.resolve("run"));
        var context = FixtureContext.<OsFacts>of(folder);
        for (int i = 0; i < 9; i++) {
            context.then(() -> context.signal(run.toString())).thenNothing();
        }
        context.then(() -> {
            Files.writeString(run.resolve("reboot-required"), "");
            context.signal(run.toString());
        });
        context.thenNothing().then(() -> context.signal(run.toString())).thenNothing();

        context.run(new OsCollector());

        assertThat(context.published()).hasSize(2);
        assertThat(context.waits())
                .filteredOn(wait -> !wait.equals(Context.FOREVER))
                .extracting(Duration::toSeconds)
                .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 64L, 64L, 64L, 1L);
    }

    @Test
    void returnsWhereNothingCanChange(@TempDir Path folder) throws Exception {
        var context = FixtureContext.<OsFacts>of(folder).run(new OsCollector());

        assertThat(context.returned()).isTrue();
        assertThat(context.published()).hasSize(1);
        assertThat(context.waits()).isEmpty();
    }

    @Test
    void aFileThatCannotBeReadCostsOnlyItself(@TempDir Path folder) throws Exception {
        Files.createDirectories(folder.resolve("etc/os-release"));
        Files.createSymbolicLink(folder.resolve("etc/redhat-release"), Path.of("redhat-release"));
        Files.writeString(folder.resolve("etc/debian_version"), "6.0.1\n");
        Files.writeString(folder.resolve("etc/hostname"), "guest\n");

        OsFacts facts = factsOf(folder);

        assertThat(facts.distro()).hasValue("debian");
        assertThat(facts.hostName()).hasValue("guest");
    }

    @Test
    void aVeryLongNameIsTakenAsItIs(@TempDir Path folder) throws Exception {
        String name = "x".repeat(3000);
        osRelease(folder, "ID=long\nPRETTY_NAME=\"" + name + "\"\n");

        assertThat(factsOf(folder).name()).hasValue(name);
    }

    @Test
    void anyBytesAreAnAnswer(@TempDir Path folder) throws Exception {
        Random random = new Random(4);
        byte[] original = Files.readAllBytes(Path.of("fixtures/debian-12/usr/lib/os-release"));
        for (int round = 0; round < 500; round++) {
            byte[] bytes = original.clone();
            for (int change = random.nextInt(40); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Files.write(Files.createDirectories(folder.resolve("etc")).resolve("os-release"), bytes);
            Files.write(folder.resolve("etc/redhat-release"), bytes);

            OsFacts facts = factsOf(folder);

            assertThat(facts.distro().orElse("x")).isNotBlank();
            assertThat(facts.name().orElse("x")).isNotBlank();
            assertThat(facts.major().orElse("1")).containsOnlyDigits();
            assertThat(facts.minor().orElse("1")).containsOnlyDigits();
        }
    }

    @Test
    void theFolderIsComplete() throws IOException {
        assertThat(PluginFolder.of(Path.of("")).problems(new OsCollector())).isEmpty();
    }

    private static void osRelease(Path folder, String text) throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("etc")).resolve("os-release"), text);
    }

    private static OsFacts factsOf(Path root) throws Exception {
        return FixtureContext.<OsFacts>of(root).run(new OsCollector()).last();
    }
}
