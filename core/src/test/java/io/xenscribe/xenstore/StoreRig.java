package io.xenscribe.xenstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A real daemon without Xen, by the rig whose folder {@code xenscribe.rig} or {@code XENSCRIBE_RIG} names; domain 7, libxl's home. */
final class StoreRig {

    private final Path rig;
    private final Path state;

    private StoreRig(Path rig, Path state) {
        this.rig = rig;
        this.state = state;
    }

    /** Skips the tests where there is no rig, and says so where people see it. */
    static void require() {
        String missing = "no store daemon to test with: set -Dxenscribe.rig=FOLDER or XENSCRIBE_RIG,"
                + " and install xen-utils-4.17, gcc, make and libxen-dev";
        boolean there = Files.isExecutable(rig()) && isBuilt();
        if (!there) {
            System.err.println("skipped: " + missing);
        }
        assumeTrue(there, missing);
    }

    /** Builds the rig's programs where they are not built, which takes a compiler. */
    private static boolean isBuilt() {
        List<String> make = new ArrayList<>(List.of("make", "-s", "-C", place()));
        String folder = System.getenv("XSRIG_BIN");
        if (folder != null) {
            make.add("O=" + folder);
        }
        try {
            return new ProcessBuilder(make).inheritIO().start().waitFor() == 0;
        } catch (IOException | InterruptedException failure) {
            return false;
        }
    }

    static StoreRig up(String backend) throws IOException, InterruptedException {
        StoreRig up = new StoreRig(rig(), Files.createTempDirectory("rig-"));
        String _ = up.run("up", "--toolstack", "xl", "--backend", backend, "--domid", "7", "--vifs", "1");
        return up;
    }

    private static Path rig() {
        return Path.of(place(), "rig");
    }

    private static String place() {
        @Nullable String property = System.getProperty("xenscribe.rig");
        @Nullable String environment = System.getenv("XENSCRIBE_RIG");
        return property != null ? property : environment != null ? environment : "no-rig";
    }

    Path device() {
        return state.resolve("g/xenbus");
    }

    Path socket() {
        return state.resolve("g/run/socket");
    }

    /** One command of the rig; returns what it printed. */
    String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(rig.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("RIG_STATE", state.toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", command, output).isZero();
        return output;
    }

    void down() throws IOException, InterruptedException {
        String _ = run("down");
    }
}
