package io.xenscribe.plugin.os;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.api.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostNamesTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "web1 | 127.0.1.1 web1.example.org web1   | web1.example.org",
                "web1 | 127.0.1.1 web1 web1.example.org   | web1.example.org",
                "web1 | 127.0.1.1\tWeb1.Example.Org       | Web1.Example.Org",
                "web1 | 10.0.0.1 web10.example.org web10  |",
                "web1 | 10.0.0.1 www.web1.example.org     |",
                "web1 | #127.0.1.1 web1.example.org       |",
                "web1 | 127.0.1.1 web1 # web1.example.org |",
                "web1 | 127.0.1.1 web1. web1.localdomain  |",
                "localhost | 127.0.0.1 localhost localhost.example.org |",
            })
    void findsTheNameInFull(String host, String hosts, String full) throws IOException {
        write("proc/sys/kernel/hostname", host);
        write("etc/hosts", "127.0.0.1 localhost localhost.localdomain\n" + hosts + "\n::1 localhost\n");

        assertThat(names().full()).isEqualTo(Optional.ofNullable(full));
    }

    @Test
    void theFileOfTheHostNameComesFirst() throws IOException {
        write("proc/sys/kernel/hostname", "web1");
        write("etc/hostname", "web1.example.com");
        write("etc/hosts", "10.0.0.1 web1.example.org\n");

        assertThat(names().full()).hasValue("web1.example.com");
        assertThat(names().domain()).hasValue("example.com");
    }

    @Test
    void aHostNameOfTheMomentIsNotThatOfTheFile() throws IOException {
        write("proc/sys/kernel/hostname", "dhcp-7");
        write("proc/sys/kernel/domainname", "lab");
        write("etc/hostname", "web1.example.com");

        assertThat(names()).isEqualTo(new HostNames(Optional.of("dhcp-7"), Optional.of("lab"), Optional.empty()));
    }

    @Test
    void noWholeNameIsMadeOfNothing() throws IOException {
        write("proc/sys/kernel/hostname", "localhost.localdomain");

        assertThat(names().host()).hasValue("localhost.localdomain");
        assertThat(names().full()).isEmpty();
        assertThat(names().domain()).isEmpty();
    }

    private HostNames names() {
        return HostNames.of(new SystemFiles(Root.of(folder)));
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
