package io.xenscribe.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the packaged command line says of compiling; the runtime is silent about names that fit nothing. */
class CompiledCodeTest {

    private static final String COMMAND = "-XX:CompileCommand=";
    private static final String ALL_METHODS = "::*";

    @Test
    void eachNameFitsAClass() throws IOException {
        Set<String> classes = classes();
        List<String> names = names();
        assertThat(names)
                .hasSizeGreaterThan(10)
                .allSatisfy(name -> assertThat(classes)
                        .anyMatch(type -> name.endsWith("*")
                                ? type.startsWith(name.substring(0, name.length() - 1))
                                : type.equals(name)));
    }

    /** Of {@code CompileThresholdScaling,NAME::*,FACTOR} and {@code exclude,NAME::*}. */
    private static List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        for (String line : Files.readAllLines(Places.TREE.resolve("lib/xenscribe.options"))) {
            if (line.startsWith(COMMAND) && line.contains(ALL_METHODS)) {
                names.add(line.substring(line.indexOf(',') + 1, line.indexOf(ALL_METHODS)));
            }
        }
        return names;
    }

    private static Set<String> classes() throws IOException {
        Set<String> classes = new HashSet<>();
        for (String folder : List.of("lib", "plugins")) {
            try (Stream<Path> files = Files.list(Places.TREE.resolve(folder))) {
                for (Path jar :
                        files.filter(file -> file.toString().endsWith(".jar")).toList()) {
                    try (JarFile open = new JarFile(jar.toFile())) {
                        open.stream().forEach(entry -> add(classes, entry.getName()));
                    }
                }
            }
        }
        Path base = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base");
        try (Stream<Path> files = Files.walk(base.resolve("java"))) {
            files.forEach(file -> add(classes, base.relativize(file).toString()));
        }
        return classes;
    }

    private static void add(Set<String> classes, String entry) {
        if (entry.endsWith(".class")) {
            classes.add(entry.substring(0, entry.length() - ".class".length()).replace('/', '.'));
        }
    }
}
