package io.xenscribe.cli;

import io.xenscribe.host.JarWorkshop;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs commands within this process on a home of their own; puts everything back when it is closed. */
final class CommandHome implements AutoCloseable {

    private static final String HOME = "xenscribe.home";

    private final Path home;
    private final PrintStream stdout = System.out;
    private final PrintStream stderr = System.err;
    private final @Nullable String formerHome = System.getProperty(HOME);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    CommandHome(Path home) throws IOException {
        this.home = home;
        System.setProperty(HOME, home.toString());
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        write("config/agent.yaml", "mapping: mappings/xcp-ng.yaml\nplugin-dirs: [plugins]\n");
    }

    Path write(String path, String text) throws IOException {
        Path file = home.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    /** A plugin with one collector of its own name, whose facts have one optional text. */
    void plugin(String id, String body) throws IOException {
        String type = Character.toUpperCase(id.charAt(0)) + id.substring(1);
        JarWorkshop.plugin(home, id)
                .collector("example." + type, JarWorkshop.collector(type, id, "", body))
                .jar(home.resolve("plugins"), id + ".jar");
    }

    int run(String... arguments) {
        forget();
        return Xenscribe.execute(arguments);
    }

    /** What was printed before does not count. */
    void forget() {
        out.reset();
        err.reset();
    }

    String text() {
        return out.toString(StandardCharsets.UTF_8);
    }

    List<String> out() {
        return text().lines().toList();
    }

    List<String> err() {
        return err.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Override
    public void close() {
        System.setOut(stdout);
        System.setErr(stderr);
        if (formerHome == null) {
            System.clearProperty(HOME);
        } else {
            System.setProperty(HOME, formerHome);
        }
    }
}
