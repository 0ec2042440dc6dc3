package io.xenscribe.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * {@code packaging/target/xenscribe-javascript/}: what is laid over the tree so that rules can be scripts. That is a
 * plugin, the engine's jars, and a command line with a cache of its own, which the launcher takes when they are there.
 */
final class ScriptingOverlay {

    private static final String TRAINING = "scripting-training.yaml";

    private final Path plain;
    private final Path overlay;
    private final Path build;
    private final Instant date;

    /** {@code plain} is the tree to lay it over. */
    ScriptingOverlay(Path plain, Path build, Instant date) {
        this.plain = plain;
        this.overlay = build.resolve("xenscribe-javascript");
        this.build = build;
        this.date = date;
    }

    /** {@code plainStamp} tells one plain tree from another. */
    void make(ClassPath classPath, String plainStamp) throws IOException, InterruptedException {
        Path engine = overlay.resolve("lib/js");
        Tree.replaceJars(engine, classPath.scripting().libraries());
        for (String library : classPath.scripting().libraryNames()) {
            EngineJar.trim(engine.resolve(library));
        }
        Tree.replaceJars(overlay.resolve("plugins"), classPath.scripting().plugins());
        CommandLine commandLine = CommandLine.scripting(
                classPath.agent().libraryNames(), classPath.scripting().libraryNames());
        Files.writeString(overlay.resolve(commandLine.variant().file()), commandLine.text());
        Tree.date(overlay, date);
        makeCache(commandLine, plainStamp);
        Tree.date(overlay, date);
    }

    /** The training needs the whole tree. */
    private void makeCache(CommandLine commandLine, String plainStamp) throws IOException, InterruptedException {
        String cache = commandLine.variant().cache();
        Path whole = build.resolve("training-javascript-tree");
        Tree.delete(whole);
        Tree.layOver(plain, whole);
        Tree.layOver(overlay, whole);
        Path configuration = configuration();
        AotCache.Training training =
                new AotCache.Training(List.of("--config=" + configuration), "data/training/network");
        new AotCache(whole, commandLine, training, build.resolve("training-javascript"))
                .make(plainStamp + "\n" + stamp(cache) + "\n" + Files.readString(configuration));
        Files.deleteIfExists(overlay.resolve(cache));
        Files.createLink(overlay.resolve(cache), whole.resolve(cache));
        Tree.delete(whole);
    }

    private String stamp(String cache) throws IOException {
        StringBuilder stamp = new StringBuilder();
        for (Path file : Tree.files(overlay)) {
            if (!file.endsWith(cache)) {
                stamp.append(overlay.relativize(file))
                        .append(' ')
                        .append(Tree.hash(List.of(file)))
                        .append('\n');
            }
        }
        return stamp.toString();
    }

    private Path configuration() throws IOException {
        try (InputStream in = Objects.requireNonNull(ScriptingOverlay.class.getResourceAsStream(TRAINING))) {
            return Files.writeString(build.resolve(TRAINING), new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
