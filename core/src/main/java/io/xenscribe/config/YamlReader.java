package io.xenscribe.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
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
        try (var in = Files.newInputStream(file)) {
            return parse(name, in.readNBytes(MOST_BYTES + 1), problems);
        } catch (NoSuchFileException absent) {
            problems.error(Place.ofFile(name), "no such file");
        } catch (IOException failed) {
            problems.error(Place.ofFile(name), "cannot be read: " + reason(failed));
        }
        return Optional.empty();
    }

    /** The tree of a document that {@code name} stands for in messages, or nothing after a problem. */
    public static Optional<Node> parse(String name, byte[] bytes, Problems problems) {
        if (bytes.length > MOST_BYTES) {
            problems.error(Place.ofFile(name), "is larger than " + MOST_BYTES + " bytes, which no configuration is");
            return Optional.empty();
        }
        Optional<String> text = decode(name, bytes, problems);
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
                    placeOf(name, text.get(), wrong.getPosition()),
                    "the character U+" + Integer.toHexString(wrong.getCodePoint()) + " is not allowed in YAML");
        } catch (YAMLException | IllegalArgumentException | IndexOutOfBoundsException wrong) {
            // The last two are the parser's answers to escapes of characters that do not exist.
            problems.error(events.position(), "is no YAML: " + wrong.getMessage());
        }
        return Optional.empty();
    }

    private static String reason(IOException failed) {
        if (failed instanceof AccessDeniedException) {
            return "permission denied";
        }
        String message = failed.getMessage();
        return message == null ? failed.getClass().getSimpleName() : message;
    }

    private static Optional<String> decode(String name, byte[] bytes, Problems problems) {
        CharBuffer text = CharBuffer.allocate(bytes.length);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CoderResult result = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .decode(in, text, true);
        text.flip();
        String decoded = text.toString();
        if (result.isError()) {
            problems.error(
                    placeOf(name, decoded, decoded.codePointCount(0, decoded.length())),
                    "is not UTF-8: save the file in that encoding");
            return Optional.empty();
        }
        return Optional.of(decoded.startsWith("\uFEFF") ? decoded.substring(1) : decoded);
    }

    private static Place placeOf(String name, String text, int codePoints) {
        int line = 1;
        int column = 1;
        int end = text.offsetByCodePoints(0, Math.min(codePoints, text.codePointCount(0, text.length())));
        for (int i = 0; i < end; i += Character.charCount(text.codePointAt(i))) {
            if (text.charAt(i) == '\n') {
                line++;
                column = 1;
            } else {
                column++;
            }
        }
        return new Place(name, line, column);
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
        return wrong.getContext() == null ? problem : wrong.getContext() + ": " + problem;
    }
}
