package io.xenscribe.cli;

import io.xenscribe.host.AgentSetup;
import io.xenscribe.host.OneLine;
import io.xenscribe.json.JsonWriter;
import io.xenscribe.mapping.Change;
import io.xenscribe.mapping.Key;
import io.xenscribe.publish.Preview;
import io.xenscribe.xenstore.Xenstore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows the keys that would be written. */
@Command(
        name = "preview",
        description = "Show the keys and values that would be written, and write none.",
        mixinStandardHelpOptions = true)
final class PreviewCommand implements Callable<Integer> {

    @Mixin
    private final Configuration configuration = new Configuration();

    @Mixin
    private final FactSource source = new FactSource();

    @Option(names = "--facts", paramLabel = "FILE", description = "take the facts from what 'facts --json' printed")
    private @Nullable Path facts;

    @Option(names = "--diff", description = "only what differs from the store: + to write, - to remove")
    private boolean diff;

    @Option(names = "--json", description = "for programs: [{path, value, rule}], with --diff [{change, path, ...}]")
    private boolean json;

    @Spec
    private @Nullable CommandSpec command;

    @Override
    public Integer call() throws Exception {
        if (facts != null && source.isGiven() && command != null) {
            throw new ParameterException(command.commandLine(), "--facts and --root exclude each other");
        }
        try (AgentSetup setup = configuration.load()) {
            Preview preview = setup.preview(facts(setup));
            preview.warnings().forEach(warning -> System.err.println(OneLine.of(warning)));
            if (!diff) {
                show(preview.keys());
                return 0;
            }
            try (Xenstore store = configuration.connect(setup)) {
                showChanges(preview.changes(store));
            }
            return 0;
        }
    }

    private void show(List<Key> keys) {
        if (json) {
            JsonWriter writer = new JsonWriter();
            writer.beginArray();
            for (Key key : keys) {
                writer.beginObject();
                write(key, writer);
                writer.endObject();
            }
            System.out.println(writer.endArray());
            return;
        }
        Columns columns = new Columns();
        for (Key key : keys) {
            columns.row(line(key), origin(key));
        }
        columns.lines().forEach(System.out::println);
    }

    private void showChanges(List<Change> changes) {
        JsonWriter writer = new JsonWriter();
        writer.beginArray();
        Columns columns = new Columns();
        for (Change change : changes) {
            switch (change) {
                case Change.Write(Key key) -> {
                    columns.row("+ " + line(key), origin(key));
                    writer.beginObject().name("change").value("write");
                    write(key, writer);
                    writer.endObject();
                }
                case Change.Remove(String path, String _) -> {
                    columns.row("- " + path);
                    writer.beginObject()
                            .name("change")
                            .value("remove")
                            .name("path")
                            .value(path)
                            .endObject();
                }
            }
        }
        if (json) {
            System.out.println(writer.endArray());
        } else {
            columns.lines().forEach(System.out::println);
        }
    }

    private static void write(Key key, JsonWriter writer) {
        writer.name("path").value(key.path()).name("value").value(key.value());
        writer.name("rule").value(key.origin());
    }

    private static String line(Key key) {
        return key.path() + " = \"" + OneLine.of(key.value()) + "\"";
    }

    /** Without the folders, which are the same for nearly all. */
    private static String origin(Key key) {
        return "# " + key.origin().substring(key.origin().lastIndexOf('/') + 1);
    }

    private Map<String, Record> facts(AgentSetup setup) throws Exception {
        if (facts == null) {
            return source.collect(setup, configuration).facts();
        }
        return FactFile.read(facts, setup);
    }
}
