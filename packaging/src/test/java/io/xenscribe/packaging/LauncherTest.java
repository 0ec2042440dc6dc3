package io.xenscribe.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The launcher's machine code: that it is its source's, and what it does. */
class LauncherTest {

    @TempDir
    Path home;

    @ParameterizedTest
    @EnumSource
    void theMachineCodeIsThatOfTheSource(Machine machine) throws Exception {
        String tools = tools(machine);
        needs(tools + "as", tools + "objcopy");
        Path source = Path.of("src/main/resources/io/xenscribe/packaging/launcher-" + machine.label + ".s");
        Path object = home.resolve("launcher.o");
        Path binary = home.resolve("launcher.bin");
        assertThat(run(tools + "as", "-o", object.toString(), source.toString()))
                .isEmpty();
        assertThat(run(tools + "objcopy", "-O", "binary", "-j", ".text", object.toString(), binary.toString()))
                .isEmpty();
        byte[] program = Launcher.executable(machine);
        byte[] code = Files.readAllBytes(binary);
        assertThat(Arrays.copyOfRange(program, program.length - code.length, program.length))
                .isEqualTo(code);
    }

    @ParameterizedTest
    @EnumSource
    void becomesTheProgramThatTheOptionsName(Machine machine) throws Exception {
        options("# comment with ~\n/bin/echo\n\n-x=~/lib:~\n#\nmain");
        assertThat(launch(machine, "bin/tool", "", "a  b", "~"))
                .isEqualTo("-x=" + home + "/lib:" + home + " main  a  b ~\n");
    }

    @ParameterizedTest
    @EnumSource
    void givesMallocOnePoolAndLeavesTheRestOfTheEnvironmentAlone(Machine machine) throws Exception {
        options("/usr/bin/env\n");
        assertThat(launch(machine, "bin/tool").lines())
                .containsOnlyOnce("MALLOC_ARENA_MAX=1")
                .contains("PATH=" + System.getenv("PATH"));
    }

    @ParameterizedTest
    @EnumSource
    void findsItsHomeBehindASymbolicLink(Machine machine) throws Exception {
        options("/bin/echo\n~\n");
        install(machine, "bin/tool");
        Files.createDirectories(home.resolve("elsewhere/deep"));
        Path link = Files.createSymbolicLink(home.resolve("elsewhere/deep/link"), home.resolve("bin/tool"));
        assertThat(start(machine, link)).isEqualTo(home + "\n");
    }

    @ParameterizedTest
    @EnumSource
    void takesTheOptionsForScriptsWhereTheyAre(Machine machine) throws Exception {
        options("/bin/echo\nplain\n");
        assertThat(launch(machine, "bin/tool")).isEqualTo("plain\n");
        Files.createDirectories(home.resolve("lib/js"));
        assertThat(launch(machine, "bin/tool")).isEqualTo("plain\n");
        Files.writeString(home.resolve("lib/js/xenscribe.options"), "/bin/echo\n~/scripts\n");
        assertThat(launch(machine, "bin/tool", "x")).isEqualTo(home + "/scripts x\n");
    }

    @ParameterizedTest
    @EnumSource
    void saysWhatIsMissing(Machine machine) throws Exception {
        assertThat(launch(machine, "bin/tool")).contains("cannot start").contains("lib/xenscribe.options");
        options("/no/such/program\n");
        assertThat(launch(machine, "bin/tool")).contains("cannot start");
        options("");
        assertThat(launch(machine, "bin/tool")).contains("cannot start");
        options("/bin/echo\n" + "x".repeat(20_000));
        assertThat(launch(machine, "bin/tool")).contains("cannot start");
        options("/bin/echo\n" + "~".repeat(16_000));
        assertThat(launch(machine, "bin/tool")).contains("cannot start");
    }

    @Test
    void aFileOfManyShortLinesFits() throws Exception {
        options("/bin/echo\n" + "x\n".repeat(8_000));
        assertThat(launch(Machine.ofBuild(), "bin/tool"))
                .isEqualTo("x ".repeat(8_000).strip() + "\n");
    }

    private void options(String text) throws IOException {
        Files.createDirectories(home.resolve("lib"));
        Files.writeString(home.resolve("lib/xenscribe.options"), text);
    }

    private Path install(Machine machine, String name) throws IOException {
        Path launcher = home.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.write(launcher, Launcher.executable(machine));
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
        return launcher;
    }

    private String launch(Machine machine, String name, String... arguments) throws Exception {
        return start(machine, install(machine, name), arguments);
    }

    /** Runs a launcher, another processor's one by emulation. */
    private static String start(Machine machine, Path launcher, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        if (machine != Machine.ofBuild()) {
            needs("qemu-" + machine.label);
            command.add("qemu-" + machine.label);
        }
        command.add(launcher.toString());
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new));
    }

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    private static String tools(Machine machine) {
        return machine == Machine.ofBuild() ? "" : machine.label + "-linux-gnu-";
    }

    /** Leaves the test out where a tool is not installed, which in CI is a failure. */
    private static void needs(String... tools) {
        for (String tool : tools) {
            boolean found = Files.isExecutable(Path.of("/usr/bin", tool));
            assertThat(found || !"true".equals(System.getenv("CI")))
                    .as("%s is installed in CI", tool)
                    .isTrue();
            assumeTrue(found, tool + " is not installed");
        }
    }
}
