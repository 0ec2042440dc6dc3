package io.xenscribe.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.config.AgentConfigReader;
import io.xenscribe.config.Problems;
import io.xenscribe.mapping.MappingChoice;
import io.xenscribe.mapping.MappingChoiceReader;
import io.xenscribe.mapping.MappingResources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A choice as it is read from files. */
final class ChoiceFiles {

    private ChoiceFiles() {}

    /** @param mappings their text by file name */
    static MappingChoice choice(Path folder, String list, Map<String, String> mappings) throws IOException {
        write(folder.resolve("agent.yaml"), "");
        write(folder.resolve("mappings/auto.yaml"), list);
        for (Map.Entry<String, String> mapping : mappings.entrySet()) {
            write(folder.resolve("mappings").resolve(mapping.getKey()), mapping.getValue());
        }
        Problems problems = new Problems();
        MappingChoice choice = MappingChoiceReader.read(
                        AgentConfigReader.read(Optional.of(folder.resolve("agent.yaml")), folder, problems)
                                .orElseThrow(),
                        MappingResources.of(GuestFacts.SCHEMAS),
                        problems)
                .orElseThrow();
        assertThat(problems.all()).isEmpty();
        return choice;
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
