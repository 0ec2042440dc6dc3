package io.xenscribe.plugin.os;

import io.xenscribe.api.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The name of the system's time zone. Where /etc/localtime is a link, as localtime(5) wants it, that has the name and is
 * what counts; where it is a copy of the zone's data, an older file beside it has the name.
 */
final class TimeZone {

    private static final String ZONES = "zoneinfo/";

    /** A link to a link is seen in the wild; more than some are a circle. */
    private static final int MOST_LINKS = 8;

    private final Root root;
    private final SystemFiles files;

    TimeZone(Root root, SystemFiles files) {
        this.root = root;
        this.files = files;
    }

    Optional<String> name() {
        Optional<String> linked = linked();
        if (linked.isPresent()) {
            return linked;
        }
        Optional<String> written = files.line("/etc/timezone");
        return written.isPresent() ? written : inSysconfig();
    }

    /** Before systemd: the first of Red Hat, the second of SUSE. */
    private Optional<String> inSysconfig() {
        Optional<String> text = files.text("/etc/sysconfig/clock");
        if (text.isEmpty()) {
            return text;
        }
        Assignments clock = new Assignments(text.get());
        Optional<String> zone = clock.value("ZONE");
        return zone.isPresent() ? zone : clock.value("TIMEZONE");
    }

    private Optional<String> linked() {
        try {
            Path link = Path.of("/etc/localtime");
            for (int i = 0; i < MOST_LINKS; i++) {
                Path folder = link.getParent();
                Path name = link.getFileName();
                if (folder == null || name == null) {
                    break;
                }
                Path outer = root.resolve(folder.toString()).resolve(name);
                if (!Files.isSymbolicLink(outer)) {
                    break;
                }
                Path target = Files.readSymbolicLink(outer);
                String text = target.toString();
                int zones = text.lastIndexOf(ZONES);
                if (zones >= 0) {
                    return Optional.of(text.substring(zones + ZONES.length()));
                }
                link = link.resolveSibling(target).normalize();
            }
        } catch (IOException unreadable) {
            return Optional.empty();
        }
        return Optional.empty();
    }
}
