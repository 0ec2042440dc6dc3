package io.xenscribe.plugin.os;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.api.testkit.FixtureContext;
import io.xenscribe.api.testkit.PluginFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class OsCollectorTest {

    @ParameterizedTest
    @CsvSource({
        "debian-12,       debian,        Debian GNU/Linux 12 (bookworm),          12.11,    12,   11",
        "debian-sid,      debian,        Debian GNU/Linux forky/sid,              ,         ,",
        "debian-6,        debian,        Debian 6.0.10,                           6.0.10,   6,    0",
        "ubuntu-24.04,    ubuntu,        Ubuntu 24.04.1 LTS,                      24.04,    24,   04",
        "ubuntu-10.04,    ubuntu,        Ubuntu 10.04.4 LTS,                      10.04,    10,   04",
        "rocky-9,         rocky,         Rocky Linux 9.4 (Blue Onyx),             9.4,      9,    4",
        "almalinux-9,     almalinux,     AlmaLinux 9.4 (Seafoam Ocelot),          9.4,      9,    4",
        "centos-7,        centos,        CentOS Linux 7 (Core),                   7.9.2009, 7,    9",
        "centos-6,        centos,        CentOS release 6.10 (Final),             6.10,     6,    10",
        "centos-stream-9, centos,        CentOS Stream 9,                         9,        9,",
        "rhel-5-beta,     rhel, Red Hat Enterprise Linux Server release 4.92 (Tikanga), 4.92, 5,  0",
        "rhel-4,          rhel, Red Hat Enterprise Linux AS release 4 (Nahant Update 2),  4,  4,  2",
        "oracle-8,        oracle,        Oracle Linux Server 8.9,                 8.9,      8,    9",
        "oracle-5, oracle, Enterprise Linux Enterprise Linux Server release 5.5 (Carthage), 5.5, 5, 5",
        "sles-15,         sles,          SUSE Linux Enterprise Server 15 SP5,     15.5,     15,   5",
        "sles-11,         sles,          SUSE Linux Enterprise Server 11 (x86_64), 11,      11,   3",
        "opensuse-leap,   opensuse-leap, openSUSE Leap 15.6,                      15.6,     15,   6",
        "alpine,          alpine,        Alpine Linux v3.20,                      3.20.1,   3,    20",
        "arch,            arch,          Arch Linux,                              ,         ,",
        "amazon-2023,     amzn,          Amazon Linux 2023.5.20240624,            2023,     2023,",
        "fedora,          fedora,        Fedora Linux 40 (Server Edition),        40,       40,",
        "kylin-v10,       kylin,         Kylin Linux Advanced Server V10 (Sword), V10,      10,",
        "asianux-4,       asianux,       Asianux Server 4 (Hiranya SP2),          4,        4,    2",
        "turbo-12,        turbo, GreatTurbo Enterprise Server release 12.2 (Theseus), 12.2, 12,   2",
        "neokylin-5,      neokylin,      NeoKylin Linux Security OS V5.0 (Update8), V5.0,   5,    0",
        "yinhe-4,         yinhe,         Kylin 4.0,                               4.0,      4,    0",
        "linx-8,          linx,          Linx Linux 8,                            8,        8,",
        "gooroom-1,       gooroom,       Gooroom 1.0,                             1.0,      1,    0",
        "boot2docker,     boot2docker,   boot2docker 1.12.3,                      1.12.3,   1,    12",
        "foreign-bytes,   caf\ufffdos,   Caf\ufffd OS \ufffd,                     1.0,      1,    0",
        "none,            ,              ,                                        ,         ,"
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
    void readsTheKernelsNames() throws Exception {
        OsFacts facts = factsOf(Path.of("fixtures/debian-12"));

        assertThat(facts.uname()).hasValue("6.1.0-25-amd64");
        assertThat(facts.architecture()).hasValue("x86_64");
        assertThat(facts.hostName()).hasValue("guest");
        assertThat(facts.domain()).as("(none) means not set").isEmpty();
    }

    @Test
    void aWholeHostNameNeedsNoDomain() throws Exception {
        OsFacts whole = factsOf(Path.of("fixtures/ubuntu-24.04"));
        assertThat(whole.hostName()).hasValue("web1.example.org");
        assertThat(whole.domain()).isEmpty();

        OsFacts plain = factsOf(Path.of("fixtures/rocky-9"));
        assertThat(plain.hostName()).hasValue("rocky");
        assertThat(plain.domain()).hasValue("lab");
    }

    @Test
    void anImageHasOnlyWhatItsFilesSay() throws Exception {
        OsFacts facts = factsOf(Path.of("fixtures/image"));

        assertThat(facts.hostName()).hasValue("appliance");
        assertThat(facts.uname()).isEmpty();
        assertThat(facts.architecture()).isEmpty();
    }

    @Test
    void publishesOnceAndReturns() throws Exception {
        var context = FixtureContext.<OsFacts>of(Path.of("fixtures/debian-12")).run(new OsCollector());

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
