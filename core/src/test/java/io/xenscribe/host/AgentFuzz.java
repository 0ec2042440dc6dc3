package io.xenscribe.host;

import io.xenscribe.api.Bytes;
import io.xenscribe.api.MacAddress;
import io.xenscribe.config.AgentConfig;
import io.xenscribe.config.AgentConfigReader;
import io.xenscribe.config.Node;
import io.xenscribe.config.PluginSection;
import io.xenscribe.config.Problems;
import io.xenscribe.config.YamlReader;
import io.xenscribe.config.YamlWriter;
import io.xenscribe.facts.RecordReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Bytes as agent.yaml: a configuration or a reason, options or a reason, and what is shown of it reads as the same. */
final class AgentFuzz {

    private static final Path FOLDER = folder();
    private static final Path FILE = FOLDER.resolve("agent.yaml");

    private AgentFuzz() {}

    enum Level {
        LOW,
        VERY_HIGH
    }

    /** Of each type that an option can have. */
    record Options(
            Optional<String> text,
            Optional<Integer> number,
            Optional<Long> count,
            boolean enabled,
            Optional<Level> level,
            Optional<Bytes> size,
            Optional<Duration> period,
            Optional<MacAddress> mac,
            Optional<InetAddress> address,
            Optional<Instant> since,
            List<String> names,
            Map<String, String> strings,
            Optional<Inner> inner) {}

    record Inner(String name, List<Integer> numbers) {}

    /** Named as Jazzer wants it. */
    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
        Files.write(FILE, bytes);
        Problems problems = new Problems();
        Optional<AgentConfig> config = AgentConfigReader.read(Optional.of(FILE), FOLDER, problems);
        if (config.isEmpty()) {
            if (!problems.hasErrors()) {
                throw new AssertionError("neither a configuration nor a reason");
            }
            return;
        }
        for (PluginSection section : config.get().plugins().values()) {
            if (section instanceof PluginSection.Options options) {
                readOptions(options.fields());
            }
        }
        checkShown(config.get().merged());
    }

    private static void readOptions(Node.Fields fields) {
        Problems problems = new Problems();
        Optional<Options> options = new RecordReader(problems).read(fields, Options.class);
        if (options.isEmpty() != problems.hasErrors()) {
            throw new AssertionError(options + " with " + problems);
        }
    }

    private static void checkShown(Node.Fields merged) {
        YamlWriter writer = new YamlWriter();
        merged.fields().values().forEach(field -> writer.field(field, _ -> ""));
        Problems problems = new Problems();
        Optional<Node> again = YamlReader.parse("shown", writer.toString().getBytes(StandardCharsets.UTF_8), problems);
        if (again.isEmpty() || !plain(again.get()).equals(plain(merged))) {
            throw new AssertionError("shown as " + writer + ", which is " + again + problems);
        }
    }

    /** Without places. */
    private static Object plain(Node node) {
        return switch (node) {
            case Node.Scalar scalar -> scalar.text();
            case Node.Nothing _ -> Optional.empty();
            case Node.Items items ->
                items.items().stream().map(AgentFuzz::plain).toList();
            case Node.Fields fields -> {
                Map<String, Object> values = new TreeMap<>();
                fields.fields().forEach((name, field) -> values.put(name, plain(field.value())));
                yield values;
            }
        };
    }

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("agent-fuzz");
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
