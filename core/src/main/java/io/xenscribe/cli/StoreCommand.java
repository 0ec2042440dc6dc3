package io.xenscribe.cli;

import io.xenscribe.host.ChangeLog;
import io.xenscribe.host.StoreListing;
import io.xenscribe.json.JsonWriter;
import io.xenscribe.xenstore.Xenstore;
import io.xenscribe.xenstore.XenstoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The store itself, as the guest sees it. */
@Command(
        name = "store",
        description = "Look at and change the store itself. Paths without a leading / start at the guest's home.",
        subcommands = {
            StoreCommand.Ls.class,
            StoreCommand.Read.class,
            StoreCommand.Write.class,
            StoreCommand.Rm.class,
            StoreCommand.Watch.class
        },
        mixinStandardHelpOptions = true)
final class StoreCommand extends Group {

    /** Shows a tree. */
    @Command(name = "ls", description = "Show a part of the store as a tree.", mixinStandardHelpOptions = true)
    static final class Ls implements Callable<Integer> {

        @Mixin
        private final Configuration configuration = new Configuration();

        @Parameters(arity = "0..1", paramLabel = "PATH", description = "where to start; the guest's home by default")
        private @Nullable String path;

        @Option(names = "--json", description = "for programs: [{path, value}]")
        private boolean json;

        @Override
        public Integer call() throws Exception {
            try (Xenstore store = configuration.connect()) {
                String start = path == null ? StoreListing.home(store) : path;
                if (path != null && store.read(start).isEmpty()) {
                    System.err.println(start + ": there is no such node");
                    return 1;
                }
                if (json) {
                    System.out.println(asJson(store, start));
                } else {
                    new StoreListing(store, System.out).print(start);
                }
                return 0;
            }
        }

        private static JsonWriter asJson(Xenstore store, String start) throws XenstoreException {
            JsonWriter writer = new JsonWriter();
            writer.beginArray();
            new StoreListing(store, System.out)
                    .visit(
                            start,
                            (path, value, _) -> writer.beginObject()
                                    .name("path")
                                    .value(path)
                                    .name("value")
                                    .value(value)
                                    .endObject());
            return writer.endArray();
        }
    }

    /** Prints values. */
    @Command(name = "read", description = "Print the values of nodes.", mixinStandardHelpOptions = true)
    static final class Read implements Callable<Integer> {

        @Mixin
        private final Configuration configuration = new Configuration();

        @Parameters(arity = "1..*", paramLabel = "PATH")
        private List<String> paths = new ArrayList<>();

        @Option(names = "--json", description = "for programs: [{path, value}]; what is not there is left out")
        private boolean json;

        @Override
        public Integer call() throws Exception {
            try (Xenstore store = configuration.connect()) {
                JsonWriter writer = new JsonWriter();
                writer.beginArray();
                boolean isComplete = true;
                for (String path : paths) {
                    Optional<String> value = store.read(path);
                    if (value.isEmpty()) {
                        System.err.println(path + ": there is no such node");
                        isComplete = false;
                    } else if (json) {
                        writer.beginObject().name("path").value(path);
                        writer.name("value").value(value.get()).endObject();
                    } else {
                        System.out.println(value.get());
                    }
                }
                if (json) {
                    System.out.println(writer.endArray());
                }
                return isComplete ? 0 : 1;
            }
        }
    }

    /** Sets a value. */
    @Command(
            name = "write",
            description = "Set the value of a node. Before a value that starts with a -, write --.",
            mixinStandardHelpOptions = true)
    static final class Write implements Callable<Integer> {

        @Mixin
        private final Configuration configuration = new Configuration();

        @Parameters(index = "0", paramLabel = "PATH")
        private String path = "";

        @Parameters(index = "1", paramLabel = "VALUE")
        private String value = "";

        @Override
        public Integer call() throws Exception {
            try (Xenstore store = configuration.connect()) {
                store.write(path, value);
                return 0;
            }
        }
    }

    /** Removes nodes. */
    @Command(name = "rm", description = "Remove nodes with all below them.", mixinStandardHelpOptions = true)
    static final class Rm implements Callable<Integer> {

        @Mixin
        private final Configuration configuration = new Configuration();

        @Parameters(arity = "1..*", paramLabel = "PATH")
        private List<String> paths = new ArrayList<>();

        @Override
        public Integer call() throws Exception {
            try (Xenstore store = configuration.connect()) {
                for (String path : paths) {
                    store.remove(path);
                }
                return 0;
            }
        }
    }

    /** Prints changes as they happen. */
    @Command(
            name = "watch",
            description = "Print each change of nodes and of what is below them, until Ctrl-C.",
            mixinStandardHelpOptions = true)
    static final class Watch implements Callable<Integer> {

        @Mixin
        private final Configuration configuration = new Configuration();

        @Parameters(arity = "1..*", paramLabel = "PATH")
        private List<String> paths = new ArrayList<>();

        @Override
        public Integer call() throws Exception {
            try (Xenstore store = configuration.connect()) {
                ChangeLog changes = new ChangeLog(store, System.out);
                for (String path : paths) {
                    changes.watch(path);
                }
                changes.print();
                return 0;
            }
        }
    }
}
