package io.xenscribe.host;

import io.xenscribe.config.Node;
import io.xenscribe.config.Problems;
import io.xenscribe.config.YamlReader;
import io.xenscribe.json.JsonWriter;
import io.xenscribe.mapping.ScriptCode;
import io.xenscribe.publish.AtomicFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code scripts.json}: which scripts were running when the agent ran out of memory or descriptors, and how often. One
 * that was twice is switched off until its code changes, so that it cannot end the agent again and again. Written only at
 * such an end. Safe for any thread.
 */
final class ScriptRecord {

    static final int MOST_ENDS = 2;

    /** Of scripts; whoever changes one all the time is not to fill the disk. */
    private static final int MOST = 100;

    private final AtomicFile file;
    private final Map<String, Integer> ends = new LinkedHashMap<>();

    private ScriptRecord(Path path) {
        this.file = new AtomicFile(path);
    }

    /** What the file holds; nothing where there is none that can be read. */
    static ScriptRecord read(Path path) {
        ScriptRecord known = new ScriptRecord(path);
        if (Files.exists(path)
                && YamlReader.read(path, new Problems()).orElse(null) instanceof Node.Fields fields
                && fields.field("ends").map(Node.Field::value).orElse(null) instanceof Node.Fields ends) {
            for (Node.Field field : ends.fields().values()) {
                known.add(field);
            }
        }
        return known;
    }

    /** There is nothing to remember, and nothing is remembered. */
    static ScriptRecord none() {
        return new ScriptRecord(Path.of(""));
    }

    private void add(Node.Field field) {
        if (field.value() instanceof Node.Scalar count && ends.size() < MOST) {
            try {
                ends.put(field.name().text(), Integer.parseInt(count.text()));
            } catch (NumberFormatException garbled) {
                ends.remove(field.name().text());
            }
        }
    }

    /** Whether the script is not to run. */
    synchronized boolean isOff(ScriptCode code) {
        return ends.getOrDefault(name(code), 0) >= MOST_ENDS;
    }

    /** The agent ends while the script runs. */
    synchronized void note(ScriptCode code) {
        if (ends.size() < MOST || ends.containsKey(name(code))) {
            ends.merge(name(code), 1, Integer::sum);
        }
        JsonWriter json = new JsonWriter();
        json.beginObject().name("ends").beginObject();
        ends.forEach((name, count) -> json.name(name).value(count));
        json.endObject().endObject();
        file.write(json + "\n");
    }

    /** Of the code alone: a line more above it is no change of it. */
    private static String name(ScriptCode code) {
        return code.at(0, 0).file() + " " + Integer.toHexString(code.text().hashCode()) + "-"
                + code.text().length();
    }
}
