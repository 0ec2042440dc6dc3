package io.xenscribe.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.api.Collector;
import io.xenscribe.api.RuleScript;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Makes plugin jars as a plugin's author would: compiled from source, with a manifest and a list of services. */
public final class JarWorkshop {

    private final Path workshop;
    private final Map<String, String> manifest = new LinkedHashMap<>();
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, byte[]> resources = new LinkedHashMap<>();
    private final List<String> collectors = new ArrayList<>();
    private final List<String> scripts = new ArrayList<>();

    private String classPath = System.getProperty("java.class.path");

    private JarWorkshop(Path workshop) {
        this.workshop = workshop;
    }

    /** A plugin with all it needs but a collector. */
    public static JarWorkshop plugin(Path workshop, String id) {
        return new JarWorkshop(workshop)
                .manifest("Plugin-Id", id)
                .manifest("Plugin-Version", "1.2.3")
                .manifest("Plugin-Provider", "Example")
                .manifest("Plugin-Requires", "^" + ApiVersion.current());
    }

    /** The same with a collector of the facts {@code name} that does nothing. */
    public static JarWorkshop idle(Path workshop, String id, String name) {
        return plugin(workshop, id).collector("example.Idle", collector("Idle", name, "", ""));
    }

    /** Source of a collector of the package {@code example}. */
    public static String collector(String type, String name, String members, String body) {
        return """
                package example;
                import io.xenscribe.api.*;
                public class %1$s implements Collector<%1$s.Facts> {
                    public record Facts(String text) {}
                    %3$s
                    public String name() { return "%2$s"; }
                    public Class<Facts> facts() { return Facts.class; }
                    public void collect(Context<Facts> context) throws Exception { %4$s }
                }
                """.formatted(type, name, members, body);
    }

    /** Source of a script runner of the package {@code example}, whose scripts all return their own code. */
    public static String runner(String type, String language) {
        return """
                package example;
                import io.xenscribe.api.*;
                import java.util.List;
                public class %1$s implements RuleScript {
                    public String language() { return "%2$s"; }
                    public Compiled compile(String code, List<String> names) { return values -> code; }
                    public void cancel() {}
                    public void close() {}
                }
                """.formatted(type, language);
    }

    /** Compiles against this jar instead of the tests' class path. */
    public JarWorkshop against(Path jar) {
        classPath = jar.toString();
        return this;
    }

    public JarWorkshop manifest(String name, String value) {
        manifest.put(name, value);
        return this;
    }

    public JarWorkshop without(String name) {
        manifest.remove(name);
        return this;
    }

    public JarWorkshop source(String type, String source) {
        sources.put(type, source);
        return this;
    }

    /** A class that the jar lists as a collector. */
    public JarWorkshop collector(String type, String source) {
        return source(type, source).lists(type);
    }

    public JarWorkshop lists(String type) {
        collectors.add(type);
        return this;
    }

    /** A class that the jar lists as a script runner. */
    public JarWorkshop script(String type, String source) {
        scripts.add(type);
        return source(type, source);
    }

    public JarWorkshop resource(String name, String text) {
        resources.put(name, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    public Path jar(Path folder, String fileName) throws IOException {
        Path classes = compile();
        Path jar = Files.createDirectories(folder).resolve(fileName);
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest())) {
            if (!collectors.isEmpty()) {
                put(out, "META-INF/services/" + Collector.class.getName(), String.join("\n", collectors) + "\n");
            }
            if (!scripts.isEmpty()) {
                put(out, "META-INF/services/" + RuleScript.class.getName(), String.join("\n", scripts) + "\n");
            }
            for (Map.Entry<String, byte[]> resource : resources.entrySet()) {
                put(out, resource.getKey(), resource.getValue());
            }
            try (Stream<Path> files = Files.walk(classes)) {
                files.filter(Files::isRegularFile).sorted().forEach(file1 -> copy(out, classes, file1));
            }
        }
        return jar;
    }

    private Path compile() throws IOException {
        Path sourceFolder = Files.createTempDirectory(workshop, "sources");
        Path classes = Files.createTempDirectory(workshop, "classes");
        if (sources.isEmpty()) {
            return classes;
        }
        List<String> arguments =
                new ArrayList<>(List.of("-proc:none", "-nowarn", "-d", classes.toString(), "-cp", classPath));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = sourceFolder.resolve(source.getKey().replace('.', '/') + ".java");
            Files.createDirectories(file.getParent());
            arguments.add(Files.writeString(file, source.getValue()).toString());
        }
        ByteArrayOutputStream complaints = new ByteArrayOutputStream();
        int result = ToolProvider.getSystemJavaCompiler()
                .run(null, complaints, complaints, arguments.toArray(String[]::new));
        assertThat(result).as(complaints.toString(StandardCharsets.UTF_8)).isZero();
        return classes;
    }

    private Manifest manifest() {
        Manifest result = new Manifest();
        result.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.forEach(result.getMainAttributes()::putValue);
        return result;
    }

    private static void copy(JarOutputStream out, Path classes, Path file) {
        try {
            put(out, classes.relativize(file).toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void put(JarOutputStream out, String name, String text) throws IOException {
        put(out, name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void put(JarOutputStream out, String name, byte[] bytes) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(bytes);
        out.closeEntry();
    }
}
