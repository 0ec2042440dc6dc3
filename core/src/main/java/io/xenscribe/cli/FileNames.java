package io.xenscribe.cli;

import io.xenscribe.config.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Short names of files, so that a column of places stays narrow: as many of the last folders as tell them apart. */
final class FileNames {

    private final Map<String, String> shortNames = new LinkedHashMap<>();

    /** @param files in full, in the order in which they are to be explained */
    FileNames(Iterable<String> files) {
        files.forEach(file -> shortNames.put(file, ""));
        shortNames.replaceAll((file, _) -> shortest(file));
    }

    /** {@code file:line} with the short name; {@code default} for what stands in no file. */
    String of(Place place) {
        String name = shortNames.getOrDefault(place.file(), place.file());
        return name.isEmpty() ? "default" : new Place(name, place.line(), place.column()).fileAndLine();
    }

    /** What each short name stands for, aligned. */
    List<String> legend() {
        Columns columns = new Columns();
        shortNames.forEach((file, name) -> {
            if (!file.isEmpty()) {
                columns.row(name, file);
            }
        });
        return columns.lines();
    }

    private String shortest(String file) {
        int from = file.lastIndexOf('/');
        // A drop-in, and a plugin's options.yaml, say little without the folder or the jar that they are in.
        if (from > 0 && (file.contains("!/") || file.startsWith("conf.d/", from - 6))) {
            from = file.lastIndexOf('/', from - 1);
        }
        while (from > 0 && isAmbiguous(file, file.substring(from))) {
            from = file.lastIndexOf('/', from - 1);
        }
        return file.substring(from + 1);
    }

    private boolean isAmbiguous(String file, String end) {
        List<String> others = new ArrayList<>(shortNames.keySet());
        others.remove(file);
        for (String other : others) {
            if (other.endsWith(end)) {
                return true;
            }
        }
        return false;
    }
}
