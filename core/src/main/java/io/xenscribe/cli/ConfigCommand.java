package io.xenscribe.cli;

import io.xenscribe.config.Place;
import io.xenscribe.config.Problem;
import io.xenscribe.config.Problems;
import io.xenscribe.host.Agent;
import io.xenscribe.host.AgentSetup;
import io.xenscribe.host.RefusedPlugin;
import io.xenscribe.json.JsonWriter;
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
        subcommands = ConfigCommand.Check.class,
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
            if (json) {
                System.out.println(asJson(problems));
            } else {
                problems.all().forEach(System.out::println);
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
