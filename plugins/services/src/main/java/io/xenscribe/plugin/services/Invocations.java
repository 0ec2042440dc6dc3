package io.xenscribe.plugin.services;

import io.xenscribe.api.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** The links that systemd makes for journald: one for each unit that is active, new with each start of it. */
final class Invocations {

    private static final String FOLDER = "/run/systemd/units";
    private static final String PREFIX = "invocation:";

    private final Root root;

    Invocations(Root root) {
        this.root = root;
    }

    /** When the unit was started last, if systemd tells; to the second, by the clock of then. */
    Optional<Instant> since(UnitName unit) throws IOException {
        Path link = root.resolve(FOLDER).resolve(PREFIX + unit);
        try {
            long millis =
                    Files.getLastModifiedTime(link, LinkOption.NOFOLLOW_LINKS).toMillis();
            return Optional.of(Instant.ofEpochSecond(Math.floorDiv(millis, 1000L)));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
    }
}
