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
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** Reads text files in UTF-8. Whatever is wrong with one becomes a problem, never an exception. */
public final class TextFile {

    private TextFile() {}

    /** The text of a file that says what the agent does, or nothing after a problem; see {@link TrustedFile}. */
    public static Optional<String> readTrusted(Path file, int mostBytes, Problems problems) {
        if (!isTrusted(file, problems)) {
            return Optional.empty();
        }
        String name = file.toString();
        Optional<byte[]> bytes = bytes(file, mostBytes, problems);
        if (bytes.isEmpty() || isTooLarge(name, bytes.get(), mostBytes, problems)) {
            return Optional.empty();
        }
        return decode(name, bytes.get(), problems);
    }

    static boolean isTrusted(Path file, Problems problems) {
        Optional<String> objection = TrustedFile.objection(file);
        objection.ifPresent(reason -> problems.error(Place.ofFile(file.toString()), reason));
        return objection.isEmpty();
    }

    /** The beginning of a file: one byte more than allowed where there is more. */
    static Optional<byte[]> bytes(Path file, int mostBytes, Problems problems) {
        String name = file.toString();
        try {
            // Looked at before it is opened: opening a pipe waits for whoever writes to it.
            BasicFileAttributes kind = Files.readAttributes(file, BasicFileAttributes.class);
            if (!kind.isRegularFile()) {
                problems.error(
                        Place.ofFile(name),
                        kind.isDirectory() ? "is a folder, not a file" : "is a device or pipe, not a file");
                return Optional.empty();
            }
            try (var in = Files.newInputStream(file)) {
                return Optional.of(in.readNBytes(mostBytes + 1));
            }
        } catch (NoSuchFileException absent) {
            problems.error(Place.ofFile(name), "no such file");
        } catch (IOException failed) {
            problems.error(Place.ofFile(name), "cannot be read: " + reason(failed));
        }
        return Optional.empty();
    }

    static boolean isTooLarge(String name, byte[] bytes, int mostBytes, Problems problems) {
        if (bytes.length > mostBytes) {
            problems.error(Place.ofFile(name), "is larger than " + mostBytes + " bytes, which no configuration is");
        }
        return bytes.length > mostBytes;
    }

    static Optional<String> decode(String name, byte[] bytes, Problems problems) {
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
                    place(name, decoded, decoded.codePointCount(0, decoded.length())),
                    "is not UTF-8: save the file in that encoding");
            return Optional.empty();
        }
        return Optional.of(decoded.startsWith("\uFEFF") ? decoded.substring(1) : decoded);
    }

    /** The place after so many characters. */
    static Place place(String name, String text, int codePoints) {
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

    private static String reason(IOException failed) {
        if (failed instanceof AccessDeniedException) {
            return "permission denied";
        }
        String message = failed.getMessage();
        return message == null ? failed.getClass().getSimpleName() : message;
    }
}
