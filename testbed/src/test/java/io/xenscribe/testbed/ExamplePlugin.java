package io.xenscribe.testbed;

import io.xenscribe.host.JarWorkshop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code examples/hello-plugin} in two versions, put into and taken from a folder of plugins while an agent runs. Its fact
 * {@code reboot.required} is false by one version and true by the other.
 */
final class ExamplePlugin {

    private static final Path EXAMPLE = Places.PROJECT.resolve("examples/hello-plugin/src/main");
    private static final String MARK = "/run/reboot-required";

    private final Path workshop;
    private final Path jar;

    /**
     * @param workshop for what is on its way
     * @param plugins where the agent looks for plugins
     */
    ExamplePlugin(Path workshop, Path plugins) throws IOException {
        this.workshop = Files.createDirectories(workshop);
        this.jar = Files.createDirectories(plugins).resolve("reboot.jar");
    }

    /** By a rename, as a package manager does it: there is never half a jar. */
    void install(boolean saysRequired) throws IOException {
        Path ready = workshop.resolve(saysRequired + ".jar");
        if (!Files.exists(ready)) {
            // Of the two marks one is missing everywhere and the other is on every machine.
            make(ready, saysRequired ? "/proc/self/stat" : "/no/such/mark");
        }
        Path beside = jar.resolveSibling("reboot.new");
        Files.copy(ready, beside, StandardCopyOption.REPLACE_EXISTING);
        Files.move(beside, jar, StandardCopyOption.ATOMIC_MOVE);
    }

    void remove() throws IOException {
        Files.deleteIfExists(jar);
    }

    private void make(Path ready, String mark) throws IOException {
        JarWorkshop plugin = JarWorkshop.plugin(Files.createTempDirectory(workshop, "source"), "reboot")
                .against(api())
                .resource("options.yaml", Files.readString(EXAMPLE.resolve("resources/options.yaml")))
                .lists("com.example.reboot.RebootCollector");
        for (String type : List.of("RebootFacts", "RebootOptions", "RebootCollector")) {
            String source = Files.readString(EXAMPLE.resolve("java/com/example/reboot/" + type + ".java"));
            plugin.source("com.example.reboot." + type, source.replace(MARK, mark));
        }
        plugin.jar(workshop, ready.getFileName().toString());
    }

    private static Path api() {
        try (Stream<Path> libraries = Files.list(Places.TREE.resolve("lib"))) {
            return libraries
                    .filter(file -> file.getFileName().toString().startsWith("plugin-api"))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
