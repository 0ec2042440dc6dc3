package io.xenscribe.config;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A configuration's file and the drop-ins in {@code conf.d} beside it, each to be laid over those before it. */
final class ConfigLayers {

    private ConfigLayers() {}

    /** The file first, then the drop-ins by name; nothing when the file cannot be used. */
    static List<Node.Fields> read(Path file, Problems problems) {
        List<Node.Fields> layers = new ArrayList<>();
        Optional<Node.Fields> main = fields(file, problems);
        if (main.isEmpty()) {
            return layers;
        }
        layers.add(main.get());
        for (Path dropIn : dropIns(file.resolveSibling("conf.d"), problems)) {
            fields(dropIn, problems).ifPresent(layers::add);
        }
        return layers;
    }

    private static Optional<Node.Fields> fields(Path file, Problems problems) {
        Optional<Node> node = YamlReader.readTrusted(file, problems);
        if (node.isPresent() && node.get() instanceof Node.Fields fields) {
            return Optional.of(fields);
        }
        if (node.isPresent()) {
            problems.error(
                    node.get().place(),
                    "a map of options is wanted, not " + node.get().kind());
        }
        return Optional.empty();
    }

    private static List<Path> dropIns(Path folder, Problems problems) {
        List<Path> files = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return files;
        }
        // Not only each file: to take one away can change as much.
        if (!TextFile.isTrusted(folder, problems)) {
            return files;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                if (name.endsWith(".yaml") && !name.startsWith(".")) {
                    files.add(entry);
                } else if (name.endsWith(".yml")) {
                    problems.warning(Place.ofFile(entry.toString()), "is not read: a drop-in's name ends in .yaml");
                }
            }
        } catch (IOException failed) {
            problems.error(Place.ofFile(folder.toString()), "cannot be listed: " + failed.getMessage());
        }
        Collections.sort(files);
        return files;
    }
}
