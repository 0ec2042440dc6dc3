package io.xenscribe.cli;

import io.xenscribe.facts.FactJson;
import io.xenscribe.facts.FactLines;
import io.xenscribe.host.AgentSetup;
import io.xenscribe.host.FactCollection;
import io.xenscribe.host.OneLine;
import io.xenscribe.json.JsonWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what the plugins see. */
@Command(name = "facts", description = "Show what the plugins see right now.", mixinStandardHelpOptions = true)
final class FactsCommand implements Callable<Integer> {

    @Mixin
    private final Configuration configuration = new Configuration();

    @Mixin
    private final FactSource source = new FactSource();

    @Option(names = "--json", description = "for programs: {name: record}")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        try (AgentSetup setup = configuration.loadPlugins()) {
            FactCollection collected = source.collect(setup, configuration);
            if (json) {
                JsonWriter writer = new JsonWriter();
                FactJson.write(collected.facts(), setup.schemas(), writer);
                System.out.println(writer);
            } else {
                for (String line : FactLines.of(collected.facts(), setup.schemas())) {
                    System.out.println(OneLine.of(line));
                }
            }
            return 0;
        }
    }
}
