package io.xenscribe.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The cache of loaded and linked classes, made by running the agent of this very tree on its store in memory.
 *
 * <p>It needs neither root nor Xen nor a network. The runtime does not notice on its own that a jar has changed and
 * goes on with the classes in the cache, so the cache must be made anew whenever one has: the stamp sees to it.
 */
final class AotCache {

    private static final long TRAINING_SECONDS = 60;
    private static final long SETTLED_MILLIS = 1000;

    private final Path home;
    private final CommandLine commandLine;
    private final Training training;
    private final Path work;

    /**
     * What the agent does so that the cache holds what it loads.
     *
     * @param arguments after {@code run --store=memory}
     * @param result a part of what it must have shown before it is ended
     */
    record Training(List<String> arguments, String result) {}

    /** {@code work} is a folder for logs and the agent's runtime files. */
    AotCache(Path home, CommandLine commandLine, Training training, Path work) {
        this.home = home;
        this.commandLine = commandLine;
        this.training = training;
        this.work = work;
    }

    /** Makes the cache unless it is there and was made of what {@code stamp} tells. */
    void make(String stamp) throws IOException, InterruptedException {
        Path cache = home.resolve(commandLine.variant().cache());
        Path stampFile = work.resolve("made-of");
        if (Files.exists(cache)
                && Files.exists(stampFile)
                && Files.readString(stampFile).equals(stamp)) {
            return;
        }
        Files.deleteIfExists(cache);
        Tree.delete(work);
        Files.createDirectories(work);
        Path record = work.resolve("record");
        train(List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + record));
        create(List.of("-XX:AOTMode=create", "-XX:AOTConfiguration=" + record, "-XX:AOTCache=" + cache));
        if (!Files.exists(record) || !Files.exists(cache)) {
            throw failure("no cache was written", "create.log");
        }
        Files.delete(record);
        Files.writeString(stampFile, stamp);
    }

    private void train(List<String> cacheOptions) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(commandLine.training(home, cacheOptions));
        command.addAll(List.of("run", "--store=memory"));
        command.addAll(training.arguments());
        Process agent = start(command, "train");
        try {
            awaitPublished(agent);
            agent.destroy();
            if (!agent.waitFor(TRAINING_SECONDS, TimeUnit.SECONDS)) {
                throw failure("the agent did not end on SIGTERM", "train.log");
            }
            if (agent.exitValue() != 0) {
                throw failure("the agent ended with " + agent.exitValue() + " instead of 0", "train.log");
            }
        } finally {
            agent.destroyForcibly();
        }
    }

    /** The agent shows on standard output what it publishes; it is done when it has shown the result and falls silent. */
    private void awaitPublished(Process agent) throws IOException, InterruptedException {
        Path shown = work.resolve("train.out");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TRAINING_SECONDS);
        long size = 0;
        long since = System.nanoTime();
        while (size == 0
                || !Files.readString(shown).contains(training.result())
                || System.nanoTime() - since < TimeUnit.MILLISECONDS.toNanos(SETTLED_MILLIS)) {
            if (agent.waitFor(50, TimeUnit.MILLISECONDS)) {
                throw failure("the agent ended by itself with " + agent.exitValue(), "train.log");
            }
            if (System.nanoTime() > deadline) {
                throw failure(
                        "the agent did not publish '" + training.result() + "' in " + TRAINING_SECONDS + " seconds",
                        "train.log");
            }
            long now = Files.size(shown);
            if (now != size) {
                size = now;
                since = System.nanoTime();
            }
        }
    }

    private void create(List<String> cacheOptions) throws IOException, InterruptedException {
        Process writer = start(commandLine.training(home, cacheOptions), "create");
        if (!writer.waitFor(TRAINING_SECONDS, TimeUnit.SECONDS)) {
            writer.destroyForcibly();
            throw failure("writing the cache took more than " + TRAINING_SECONDS + " seconds", "create.log");
        }
        if (writer.exitValue() != 0) {
            throw failure("writing the cache ended with " + writer.exitValue(), "create.log");
        }
    }

    private Process start(List<String> command, String name) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        builder.environment().put("RUNTIME_DIRECTORY", work.toString());
        // As most agents are started; nobody listens, which is one warning in the log.
        builder.environment().put("NOTIFY_SOCKET", "@xenscribe-training");
        builder.environment().put("WATCHDOG_USEC", "60000000");
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.redirectOutput(work.resolve(name + ".out").toFile());
        builder.redirectError(work.resolve(name + ".log").toFile());
        return builder.start();
    }

    private PackagingException failure(String what, String log) throws IOException {
        Path file = work.resolve(log);
        String said = Files.exists(file) ? Files.readString(file) : "";
        return new PackagingException(
                "The AOT cache cannot be made: " + what + ". What it said (" + file + "):\n" + said);
    }
}
