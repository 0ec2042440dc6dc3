package io.xenscribe.cli;

import io.xenscribe.config.Node;
import io.xenscribe.config.Place;
import io.xenscribe.config.Problem;
import io.xenscribe.config.Problems;
import io.xenscribe.host.Agent;
import io.xenscribe.host.AgentSetup;
import io.xenscribe.host.LoadedCollector;
import io.xenscribe.host.LoadedPlugin;
import io.xenscribe.host.OneLine;
import io.xenscribe.host.RefusedPlugin;
import io.xenscribe.json.JsonWriter;
import io.xenscribe.mapping.ChosenMapping;
import io.xenscribe.mapping.MappingChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks after the configuration. */
@Command(
        name = "config",
        description = "Look after the configuration.",
        subcommands = {
            ConfigCommand.Check.class,
            ConfigShow.class,
            ConfigTestCommand.class,
            ConfigSchemaCommand.class,
        },
        mixinStandardHelpOptions = true)
final class ConfigCommand extends Group {

    /** Tells every problem at once. */
    @Command(
            name = "check",
            description = "Tell every problem of the configuration at once, each with its place.",
            mixinStandardHelpOptions = true)
    static final class Check implements Callable<Integer> {

        @Mixin
        private final Configuration configuration = new Configuration();

        @Option(names = "--json", description = "for programs: [{severity, file, line, column, message}]")
        private boolean json;

        @Override
        public Integer call() {
            Problems problems = new Problems();
            Optional<AgentSetup> setup = configuration.read(problems);
            setup.ifPresent(loaded -> addRefused(loaded, problems));
            setup.ifPresent(loaded -> review(loaded, problems));
            if (json) {
                System.out.println(asJson(problems));
            } else {
                problems.grouped().forEach(line -> System.out.println(OneLine.of(line.toString())));
            }
            setup.ifPresent(AgentSetup::close);
            if (setup.isEmpty() || problems.hasErrors()) {
                return Agent.WRONG_CONFIGURATION;
            }
            if (!json) {
                System.out.println(setup.get().config().file() + ": no errors");
            }
            return Agent.DONE;
        }

        private static void addRefused(AgentSetup setup, Problems problems) {
            for (RefusedPlugin refused : setup.plugins().refused()) {
                problems.warning(
                        Place.ofFile(refused.path().toString()), "the plugin is not used: it " + refused.reason());
            }
        }

        private static void review(AgentSetup setup, Problems problems) {
            List<ChosenMapping> all = setup.mappings().map(MappingChoice::all).orElse(List.of());
            for (ChosenMapping mapping : all) {
                mapping.mapping().review(setup.text(mapping), problems);
            }
            if (!problems.hasErrors() && !needsScripts(setup, all)) {
                addIdle(setup, problems);
            }
        }

        /** Whether there are scripts that nobody can read here, so that the facts they use are not known. */
        private static boolean needsScripts(AgentSetup setup, List<ChosenMapping> mappings) {
            boolean runs = setup.plugins().loaded().stream()
                    .anyMatch(plugin -> !plugin.scripts().isEmpty());
            return !runs
                    && mappings.stream()
                            .flatMap(mapping -> setup.text(mapping).keys().stream())
                            .anyMatch(rule -> rule.field("js").isPresent());
        }

        /** Options for a plugin whose facts no rule uses; one that is merely there does not run and does no harm. */
        private static void addIdle(AgentSetup setup, Problems problems) {
            for (LoadedPlugin plugin : setup.plugins().loaded()) {
                Optional<Node.Fields> given = setup.config()
                        .options(plugin.id())
                        .filter(options -> !options.fields().isEmpty());
                List<String> unused = new ArrayList<>();
                for (LoadedCollector<?> collector : plugin.collectors()) {
                    unused.add(collector.name());
                }
                if (given.isPresent() && !unused.isEmpty() && unused.stream().noneMatch(setup::isUsed)) {
                    problems.warning(
                            given.get().place(),
                            "options for the plugin '" + plugin.id() + "', which does not run: no rule uses its facts ("
                                    + String.join(", ", unused) + ")");
                }
            }
        }

        private static JsonWriter asJson(Problems problems) {
            JsonWriter json = new JsonWriter();
            json.beginArray();
            for (Problem problem : problems.all()) {
                Place place = problem.place();
                json.beginObject();
                json.name("severity").value(problem.severity().name().toLowerCase(Locale.ROOT));
                json.name("file").value(place.file());
                if (place.line() > 0) {
                    json.name("line").value(place.line());
                    json.name("column").value(place.column());
                }
                json.name("message").value(problem.message());
                json.endObject();
            }
            return json.endArray();
        }
    }
}
