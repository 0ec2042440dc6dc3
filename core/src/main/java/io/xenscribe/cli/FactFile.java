package io.xenscribe.cli;

import io.xenscribe.config.Problems;
import io.xenscribe.config.YamlReader;
import io.xenscribe.facts.RecordReader;
import io.xenscribe.host.Agent;
import io.xenscribe.host.AgentSetup;
import java.nio.file.Path;
import java.util.Map;

/** Facts in a file, as {@code facts --json} printed them. */
final class FactFile {

    private FactFile() {}

    /** The records, by collector. */
    static Map<String, Record> read(Path file, AgentSetup setup) throws MistakesException {
        Problems problems = new Problems();
        Map<String, Record> read = YamlReader.read(file, problems)
                .map(node -> new RecordReader(problems).facts(node, setup.schemas()))
                .orElse(Map.of());
        if (problems.hasErrors()) {
            throw new MistakesException(problems.all(), Agent.FAILURE);
        }
        return read;
    }
}
