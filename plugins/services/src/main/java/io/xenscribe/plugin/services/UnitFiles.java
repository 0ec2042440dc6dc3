package io.xenscribe.plugin.services;

import io.xenscribe.api.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** The files that units are made of, in the folders that systemd.unit(5) lists, its generators' included. */
final class UnitFiles {

    private static final String[] FOLDERS = {
        "/etc/systemd/system.control",
        "/run/systemd/system.control",
        "/run/systemd/transient",
        "/run/systemd/generator.early",
        "/etc/systemd/system",
        "/etc/systemd/system.attached",
        "/run/systemd/system",
        "/run/systemd/system.attached",
        "/run/systemd/generator",
        "/usr/local/lib/systemd/system",
        "/usr/lib/systemd/system",
        "/lib/systemd/system",
        "/run/systemd/generator.late"
    };

    private final Root root;

    UnitFiles(Root root) {
        this.root = root;
    }

    /** The name that systemd has for the unit, which is another one for an alias; nothing where it has no file. */
    Optional<UnitName> trueName(UnitName unit) throws IOException {
        Optional<Path> file = find(unit);
        if (file.isEmpty() && unit.template().isPresent()) {
            file = find(unit.template().get());
        }
        return file.isEmpty() ? Optional.empty() : Optional.of(target(unit, file.get()));
    }

    /** The file with its links followed; a link that leads nowhere is there, too, as that of a masked unit in an image. */
    private Optional<Path> find(UnitName unit) throws IOException {
        for (String folder : FOLDERS) {
            Path entry = root.resolve(folder).resolve(unit.text());
            if (Files.exists(entry, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.of(root.resolve(folder + "/" + unit));
            }
        }
        return Optional.empty();
    }

    /** A link to another unit is an alias of it; one to a file elsewhere, or to /dev/null, is not. */
    private UnitName target(UnitName unit, Path file) throws IOException {
        String name;
        try {
            name = String.valueOf(file.toRealPath().getFileName());
        } catch (NoSuchFileException leadsNowhere) {
            return unit;
        }
        UnitName target = new UnitName(name);
        boolean isAlias = name.endsWith(UnitName.SUFFIX)
                && target.template().isPresent() == unit.template().isPresent()
                && find(target).isPresent();
        if (!isAlias) {
            return unit;
        }
        return target.isTemplate() ? unit.instanceOf(target) : target;
    }
}
