package io.xenscribe.config;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Reads one YAML document, in UTF-8, into a tree. Whatever is wrong with it becomes a problem, never an exception. JSON
 * is read as YAML.
 */
public final class YamlReader {

    /** Far above any configuration; keeps a wrong path from filling the memory. */
    static final int MOST_BYTES = 1 << 20;

    private YamlReader() {}

    /** The tree of a file, or nothing after a problem. A file without content is an empty map. */
    public static Optional<Node> read(Path file, Problems problems) {
        String name = file.toString();
        return TextFile.bytes(file, MOST_BYTES, problems).flatMap(bytes -> parse(name, bytes, problems));
    }

    /** The same for a file that says what the agent does: one that others can change is a problem, see {@link TrustedFile}. */
    public static Optional<Node> readTrusted(Path file, Problems problems) {
        return TextFile.isTrusted(file, problems) ? read(file, problems) : Optional.empty();
    }

    /** The tree of a document that {@code name} stands for in messages, or nothing after a problem. */
    public static Optional<Node> parse(String name, byte[] bytes, Problems problems) {
        if (TextFile.isTooLarge(name, bytes, MOST_BYTES, problems)) {
            return Optional.empty();
        }
        Optional<String> text = TextFile.decode(name, bytes, problems);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        YamlEvents events = new YamlEvents(name, text.get(), problems);
        try {
            return events.document();
        } catch (MarkedYAMLException wrong) {
            problems.error(place(name, wrong), describe(wrong));
        } catch (ReaderException wrong) {
            problems.error(
                    TextFile.place(name, text.get(), wrong.getPosition()),
                    "the character U+" + Integer.toHexString(wrong.getCodePoint()) + " is not allowed in YAML");
        } catch (YAMLException | IllegalArgumentException | IndexOutOfBoundsException wrong) {
            // The last two are the parser's answers to escapes of characters that do not exist.
            problems.error(events.position(), "is no YAML: " + wrong.getMessage());
        }
        return Optional.empty();
    }

    private static Place place(String name, MarkedYAMLException wrong) {
        Mark mark = wrong.getProblemMark() == null ? wrong.getContextMark() : wrong.getProblemMark();
        return mark == null ? Place.ofFile(name) : new Place(name, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static String describe(MarkedYAMLException wrong) {
        String problem = wrong.getProblem() == null ? "is no YAML" : wrong.getProblem();
        if (problem.contains("TAB")) {
            return "a tab cannot indent YAML: use blanks";
        }
        if (isTemplate(wrong.getProblemMark())) {
            return "${ within { } or [ ] needs quotes around the value: \"${...}\"";
        }
        return wrong.getContext() == null ? problem : wrong.getContext() + ": " + problem;
    }

    private static boolean isTemplate(@Nullable Mark mark) {
        if (mark == null) {
            return false;
        }
        int[] text = mark.getBuffer();
        int at = mark.getPointer();
        return at > 0 && at < text.length && text[at] == '{' && text[at - 1] == '$';
    }
}
