package io.xenscribe.cli;

import io.xenscribe.api.NoOptions;
import io.xenscribe.api.RuleScript;
import io.xenscribe.facts.FactSchema;
import io.xenscribe.host.AgentSetup;
import io.xenscribe.host.LoadedCollector;
import io.xenscribe.host.LoadedPlugin;
import io.xenscribe.host.OneLine;
import io.xenscribe.host.PluginState;
import io.xenscribe.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the plugins. */
@Command(
        name = "plugins",
        description = "Show the plugins.",
        subcommands = {PluginsCommand.Listing.class, PluginsCommand.Description.class},
        mixinStandardHelpOptions = true)
final class PluginsCommand extends Group {

    /** Which are loaded, which are not, and why. */
    @Command(
            name = "list",
            description = "Which plugins are loaded, which are not, and why.",
            mixinStandardHelpOptions = true)
    static final class Listing implements Callable<Integer> {

        @Mixin
        private final Configuration configuration = new Configuration();

        @Option(names = "--json", description = "for programs: [{state, id, version, provider, path, reason}]")
        private boolean json;

        @Override
        public Integer call() throws Exception {
            try (AgentSetup setup = configuration.loadPlugins()) {
                List<PluginState> rows = PluginState.all(setup);
                if (json) {
                    System.out.println(asJson(rows));
                } else {
                    asText(rows).forEach(line -> System.out.println(OneLine.of(line)));
                }
                return 0;
            }
        }

        private static List<String> asText(List<PluginState> rows) {
            Columns columns = new Columns();
            for (PluginState row : rows) {
                String id = row.id().isEmpty() ? "-" : row.id();
                String version = row.version().isEmpty() ? "-" : row.version();
                String reason = row.reason().isEmpty() ? remark(row) : "it " + row.reason();
                columns.row(row.state(), id, version, row.path().toString(), reason);
            }
            return columns.lines();
        }

        private static String remark(PluginState row) {
            return row.state().equals("unused") ? "no rule uses its facts" : "";
        }

        private static JsonWriter asJson(List<PluginState> rows) {
            JsonWriter json = new JsonWriter();
            json.beginArray();
            for (PluginState row : rows) {
                json.beginObject().name("state").value(row.state()).name("id").value(row.id());
                json.name("version").value(row.version()).name("provider").value(row.provider());
                json.name("path").value(row.path().toString());
                json.name("reason").value(row.reason()).endObject();
            }
            return json.endArray();
        }
    }

    /** Their facts and options. */
    @Command(
            name = "describe",
            description = "The facts and options of all plugins, or of one, with their types.",
            mixinStandardHelpOptions = true)
    static final class Description implements Callable<Integer> {

        @Mixin
        private final Configuration configuration = new Configuration();

        @Parameters(arity = "0..1", paramLabel = "ID", description = "the plugin's id")
        private @Nullable String id;

        @Option(names = "--json", description = "for programs: [{id, version, provider, collectors, scripts}]")
        private boolean json;

        @Override
        public Integer call() throws Exception {
            try (AgentSetup setup = configuration.loadPlugins()) {
                List<LoadedPlugin> meant = meant(setup);
                if (json) {
                    System.out.println(asJson(meant));
                } else {
                    meant.forEach(Description::describe);
                }
                if (id != null && meant.isEmpty()) {
                    System.err.println("no plugin '" + id + "' is loaded; 'xenscribe plugins list' shows which are");
                    return 1;
                }
                return 0;
            }
        }

        private List<LoadedPlugin> meant(AgentSetup setup) {
            List<LoadedPlugin> meant = new ArrayList<>();
            for (LoadedPlugin plugin : setup.plugins().loaded()) {
                if (id == null || id.equals(plugin.id())) {
                    meant.add(plugin);
                }
            }
            return meant;
        }

        private static void describe(LoadedPlugin plugin) {
            System.out.println(OneLine.of(plugin.id() + " " + plugin.version() + " by " + plugin.provider()));
            for (LoadedCollector<?> collector : plugin.collectors()) {
                System.out.println("  facts");
                FactSchema.of(collector.facts()).describe(collector.name()).forEach(Description::indented);
                if (collector.options() != NoOptions.class) {
                    System.out.println("  options, below plugins." + plugin.id() + " in agent.yaml");
                    FactSchema.of(collector.options()).describe("").forEach(Description::indented);
                }
            }
            for (RuleScript script : plugin.scripts()) {
                System.out.println("  runs rules in " + script.language());
            }
        }

        private static JsonWriter asJson(List<LoadedPlugin> plugins) {
            JsonWriter json = new JsonWriter();
            json.beginArray();
            for (LoadedPlugin plugin : plugins) {
                json.beginObject().name("id").value(plugin.id()).name("version").value(plugin.version());
                json.name("provider")
                        .value(plugin.provider())
                        .name("collectors")
                        .beginArray();
                for (LoadedCollector<?> collector : plugin.collectors()) {
                    json.beginObject().name("name").value(collector.name()).name("facts");
                    SchemaJson.write(FactSchema.of(collector.facts()), json);
                    json.name("options");
                    SchemaJson.write(FactSchema.of(collector.options()), json);
                    json.endObject();
                }
                json.endArray().name("scripts").beginArray();
                for (RuleScript script : plugin.scripts()) {
                    json.value(script.language());
                }
                json.endArray().endObject();
            }
            return json.endArray();
        }

        private static void indented(String line) {
            System.out.println("    " + (line.startsWith(".") ? line.substring(1) : line));
        }
    }
}
