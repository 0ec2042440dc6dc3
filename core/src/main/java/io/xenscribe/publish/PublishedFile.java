package io.xenscribe.publish;

import io.xenscribe.config.Node;
import io.xenscribe.config.Problems;
import io.xenscribe.config.YamlReader;
import io.xenscribe.json.JsonWriter;
import io.xenscribe.mapping.Slots;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code published.json}: what the agent has put into the store, so that a restart changes no key and no number.
 *
 * <p>It lies in the runtime directory, is written whole and only when paths or slots change. One that cannot be read is
 * as good as none: the numbers are then found again in the store.
 */
public final class PublishedFile {

    private static final Logger log = LoggerFactory.getLogger(PublishedFile.class);

    private final AtomicFile file;
    private final String bootId;
    private final boolean isKept;

    /**
     * A file that need not exist.
     *
     * @param bootId the kernel's name for this boot: interface indexes of another one mean nothing
     */
    public PublishedFile(Path path, String bootId) {
        this(path, bootId, true);
    }

    private PublishedFile(Path path, String bootId, boolean isKept) {
        this.file = new AtomicFile(path);
        this.bootId = bootId;
        this.isKept = isKept;
    }

    /** What an agent remembers, for one that only tries what it would do: read and never written. */
    public static PublishedFile toRead(Path path, String bootId) {
        return new PublishedFile(path, bootId, false);
    }

    Published read() {
        if (!Files.exists(file.path())) {
            return Published.NOTHING;
        }
        Problems problems = new Problems();
        Optional<Node> document = YamlReader.read(file.path(), problems);
        if (document.isEmpty() || !(document.get() instanceof Node.Fields fields)) {
            log.warn("{} is not as the agent wrote it and is left aside", file.path());
            return Published.NOTHING;
        }
        boolean sameBoot = text(fields, "boot-id").equals(Optional.of(bootId));
        Optional<Slots> slots = fields.field("slots").map(Node.Field::value).map(Slots::read);
        return new Published(paths(fields), sameBoot ? slots.orElse(Slots.none()) : Slots.none());
    }

    void write(Published published) {
        if (!isKept) {
            return;
        }
        JsonWriter json = new JsonWriter();
        json.beginObject().name("boot-id").value(bootId).name("paths").beginArray();
        new TreeSet<>(published.paths()).forEach(json::value);
        json.endArray().name("slots");
        published.slots().write(json);
        json.endObject();
        file.write(json + "\n");
    }

    private static Set<String> paths(Node.Fields fields) {
        Set<String> paths = new LinkedHashSet<>();
        if (fields.field("paths").map(Node.Field::value).orElse(null) instanceof Node.Items items) {
            for (Node item : items.items()) {
                if (item instanceof Node.Scalar scalar) {
                    paths.add(scalar.text());
                }
            }
        }
        return paths;
    }

    private static Optional<String> text(Node.Fields fields, String name) {
        return fields.field(name)
                .map(Node.Field::value)
                .map(value -> value instanceof Node.Scalar scalar ? scalar.text() : "");
    }
}
