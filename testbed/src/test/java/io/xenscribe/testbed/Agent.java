package io.xenscribe.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A packaged agent that runs in a guest. Closing it kills it if it still runs. */
final class Agent implements AutoCloseable {

    private static final long STOP_SECONDS = 10;

    private final Process process;
    private final Path output;

    private Agent(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** The agent as {@code run} with more arguments, its runtime files in {@code runtimeFolder}. */
    static Agent start(Guest guest, Path runtimeFolder, String... arguments) throws IOException {
        return start(guest, Places.TREE, runtimeFolder, arguments);
    }

    /** The agent of a copy of the tree. */
    static Agent start(Guest guest, Path tree, Path runtimeFolder, String... arguments) throws IOException {
        return start(guest, command(tree, arguments), runtimeFolder);
    }

    /** A command of the caller's that becomes or starts the agent. */
    static Agent start(Guest guest, List<String> command, Path runtimeFolder) throws IOException {
        Path output = Places.log("agent");
        ProcessBuilder builder = guest.inside(command);
        builder.environment().put("RUNTIME_DIRECTORY", runtimeFolder.toString());
        builder.redirectErrorStream(true).redirectOutput(output.toFile());
        return new Agent(builder.start(), output);
    }

    /** An agent that has published the only address there is, 192.0.2.1 of VIF 0. */
    static Agent withOneAddress(Rig rig, Guest guest, Path runtime) throws Throwable {
        guest.ip("addr add 192.0.2.1/24 dev enX0");
        Agent agent = start(guest, runtime);
        try {
            Eventually.within(Duration.ofSeconds(10), () -> {
                assertThat(rig.read("data/updated")).as(agent.output()).isPresent();
                assertThat(Vif.addresses(rig, "0", "ipv4").values()).containsExactly("192.0.2.1");
            });
        } catch (Throwable e) {
            agent.close();
            throw e;
        }
        return agent;
    }

    static List<String> command(Path tree, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(tree.resolve("bin/xenscribe").toString(), "run"));
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    /** A configuration in {@code folder} with that mapping of the tree's, for hosts that get another by themselves. */
    static Path config(Path folder, String mapping) throws IOException {
        return Files.writeString(folder.resolve("agent.yaml"), "mapping: " + mapping + "\n");
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines at level warning and above that contain {@code text}. */
    List<String> warnings(String text) {
        return output().lines()
                .filter(line -> (line.contains("WARN") || line.contains("ERROR")) && line.contains(text))
                .toList();
    }

    /** Sends SIGTERM and returns the exit status. */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the agent did not end on SIGTERM within " + STOP_SECONDS + " s:\n" + output());
        }
        return process.exitValue();
    }

    /** Sends SIGHUP: the agent is to look at its files again. */
    void reload() {
        Run.of("kill", "-HUP", Long.toString(process.pid())).orFail();
    }

    /** Sends SIGINT, as Ctrl-C does, and returns the exit status. */
    int interrupt() throws InterruptedException {
        Run.of("kill", "-INT", Long.toString(process.pid())).orFail();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the agent did not end on SIGINT within " + STOP_SECONDS + " s:\n" + output());
        }
        return process.exitValue();
    }

    /** Sends SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
