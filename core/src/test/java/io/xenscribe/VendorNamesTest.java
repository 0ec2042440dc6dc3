package io.xenscribe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No Java chooses by vendor: who makes a host is known to YAML alone. */
class VendorNamesTest {

    private static final Path PROJECT = Path.of("..");

    private static final Pattern NAMES = Pattern.compile(
            "(?i)xen_?server|xcp|citrix|vates|xen.?orchestra|xoa\\b|amazon|ec2|(?<![a-z])aws(?![a-z])|oracle|qubes");

    /** Plugins that may, each in these words alone: what firmware, services and release files call themselves. */
    private static final Map<String, Pattern> ALLOWED = Map.of(
            "vendor-keys",
            Pattern.compile("amazon ec2|\\.amazon|Amazon's user guide|X-aws-ec2-metadata-token(-ttl-seconds)?: "
                    + "|\\bEc2\\b|\\bEC2\\b|\"ec2\"|\\{@code ec2\\}|\\bec2\\b"),
            "os-info",
            Pattern.compile("(?i)oracle[ a-z]*|xcp-ng|xenserver|citrix|amazon[ a-z]*"));

    /** A directory of Xenstore, and the module of a library: no vendors of Xen. */
    private static final Pattern INNOCENT = Pattern.compile("\\bxenserver/|\\bcom\\.oracle\\.truffle\\.");

    @Test
    void noVendorIsNamedInJava() throws IOException {
        List<Path> files = sources();
        assertThat(files)
                .as("sources of core, the API, packaging and each plugin")
                .hasSizeGreaterThan(150);
        List<String> found = new ArrayList<>();
        for (Path file : files) {
            find(file, found);
        }
        assertThat(found).isEmpty();
    }

    @Test
    void theNamesAreFound() {
        for (String line : List.of(
                "isXenServer()",
                "\"xenserver\"",
                "XCP-ng",
                "Ec2Collector",
                "an AWS host",
                "isAmazon",
                "XenOrchestra")) {
            assertThat(names(line, "memory")).as(line).isPresent();
        }
        for (String line : List.of(
                "xenserver/attr/net-sriov-vf", "draws", "laws", "a xenstored server", "com.oracle.truffle.api")) {
            assertThat(names(line, "memory")).as(line).isEmpty();
        }
        assertThat(names("Ec2.made(dmi)", "vendor-keys")).isEmpty();
        assertThat(names("if (isXenServer)", "vendor-keys")).isPresent();
    }

    private static void find(Path file, List<String> found) throws IOException {
        String plugin = file.startsWith(PROJECT.resolve("plugins"))
                ? file.getName(PROJECT.getNameCount() + 1).toString()
                : "";
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            int at = number;
            names(line, plugin).ifPresent(name -> found.add(file + ":" + at + " " + name));
        }
    }

    private static Optional<String> names(String line, String plugin) {
        String rest = INNOCENT.matcher(line).replaceAll("");
        Pattern allowed = ALLOWED.get(plugin);
        Matcher matcher =
                NAMES.matcher(allowed == null ? rest : allowed.matcher(rest).replaceAll(""));
        return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> all = Files.walk(PROJECT)) {
            return all.filter(path -> path.toString().endsWith(".java")
                            && path.toString().contains("/src/main/java/")
                            && !path.toString().contains("/target/"))
                    .sorted()
                    .toList();
        }
    }
}
