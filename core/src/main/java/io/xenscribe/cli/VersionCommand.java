package io.xenscribe.cli;

import io.xenscribe.host.Version;
import io.xenscribe.json.JsonWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tells the version. */
@Command(name = "version", description = "Tell the version.", mixinStandardHelpOptions = true)
final class VersionCommand implements Callable<Integer> {

    @Option(names = "--json", description = "for programs: {version}")
    private boolean json;

    @Override
    public Integer call() {
        if (json) {
            JsonWriter writer = new JsonWriter();
            System.out.println(
                    writer.beginObject().name("version").value(Version.text()).endObject());
            return 0;
        }
        System.out.println("xenscribe " + Version.text());
        return 0;
    }
}
