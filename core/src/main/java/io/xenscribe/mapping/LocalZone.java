package io.xenscribe.mapping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * The machine's time zone at this moment: Java itself looks once, at the start, and an agent runs for years. It is the
 * one that {@code /etc/localtime} links to, as localtime(5) has it; where the environment names one, or there is no such
 * link, it is Java's.
 */
final class LocalZone {

    private static final Path LINK = Path.of("/etc/localtime");
    private static final String FOLDER = "/zoneinfo/";

    private LocalZone() {}

    static ZoneId now() {
        return of(System.getenv("TZ"), LINK);
    }

    static ZoneId of(@Nullable String environment, Path link) {
        if (environment == null || environment.isEmpty()) {
            try {
                String target = Files.readSymbolicLink(link).toString();
                int folder = target.indexOf(FOLDER);
                if (folder >= 0) {
                    return ZoneId.of(target.substring(folder + FOLDER.length()));
                }
            } catch (IOException | UnsupportedOperationException | DateTimeException unknown) {
                return ZoneId.systemDefault();
            }
        }
        return ZoneId.systemDefault();
    }
}
