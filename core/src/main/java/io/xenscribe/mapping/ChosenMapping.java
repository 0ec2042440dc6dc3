package io.xenscribe.mapping;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A mapping and how it came to be the one.
 *
 * @param file nothing when none was chosen; then the mapping makes no keys
 * @param reason the conditions that hold and their place; nothing when there was no choice
 */
public record ChosenMapping(Optional<Path> file, Mapping mapping, Optional<String> reason) {

    /** {@code pool.yaml, because store.home.unique-domain-id (auto.yaml:7)}. */
    @Override
    public String toString() {
        String name = file.isPresent() ? String.valueOf(file.get().getFileName()) : "none";
        return reason.isPresent() ? name + ", because " + reason.get() : name;
    }
}
