package io.xenscribe.testbed;

import io.xenscribe.config.Node;
import io.xenscribe.config.Problems;
import io.xenscribe.config.YamlReader;
import io.xenscribe.mapping.Change;
import io.xenscribe.mapping.Evaluation;
import io.xenscribe.mapping.Key;
import io.xenscribe.mapping.Mapping;
import io.xenscribe.mapping.MappingReader;
import io.xenscribe.mapping.MappingResources;
import io.xenscribe.mapping.Slots;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One pass of the mapping, from facts to what is to be written, for {@link LargeGuest}. */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class MappingBenchmark {

    /** The addresses of a VIF are those of all interfaces whose packets leave the guest by it. */
    private static final String JOIN = """
            version: 1
            keys:
              attr/vif: ~
              attr/vif/${vif.vif}:
                for: vif in network.interfaces
                value: ""
                keys:
                  ipv4/${slot}: {for: [nic in network.interfaces, ip in nic.ipv4], when: nic.port == vif.name, slots: 16, value: "${ip.address}"}
                  ipv6/${slot}: {for: [nic in network.interfaces, ip in nic.ipv6], when: nic.port == vif.name, slots: 16, value: "${ip.address}"}
            """;

    /** The shipped mapping as it is, or with its addresses joined to VIFs by their ports. */
    @Param({"xcp-ng", "join"})
    public String mapping = "";

    private Inputs inputs = new Inputs("xcp-ng");
    private boolean turn;

    /** A mapping, facts and what a store holds once they are published. */
    static final class Inputs {

        final Mapping mapping;
        final Map<String, Record> facts = LargeGuest.facts();
        final Map<String, Record> otherMemory = LargeGuest.withOtherMemory(facts);
        final Map<String, Record> otherAddress = LargeGuest.withOtherAddress(facts);
        final Slots slots;
        final Map<String, String> held = new TreeMap<>();
        final Set<String> ours;

        Inputs(String name) {
            mapping = read(name);
            Evaluation first = mapping.evaluate(facts, Set.of(), Slots.none());
            slots = first.slots();
            for (Key key : first.tree().keys().values()) {
                hold(key.path(), key.value());
            }
            first.commit().forEach(key -> hold(key.key().path(), key.key().value()));
            ours = Set.copyOf(held.keySet());
        }

        private void hold(String path, String value) {
            held.put(path, value);
            for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
                held.putIfAbsent(path.substring(0, slash), "");
            }
        }

        private static Mapping read(String name) {
            Problems problems = new Problems();
            Path file = Path.of(System.getProperty("xenscribe.project"), "config/mappings/xcp-ng.yaml");
            List<Node.Fields> documents = List.of(
                    fields(YamlReader.read(file, problems).orElseThrow()),
                    fields(YamlReader.parse("join", JOIN.getBytes(StandardCharsets.UTF_8), problems)
                            .orElseThrow()));
            Mapping mapping = MappingReader.read(
                    name.equals("join") ? documents : documents.subList(0, 1),
                    List.of(),
                    MappingResources.of(LargeGuest.SCHEMAS),
                    problems);
            if (problems.hasErrors()) {
                throw new IllegalStateException(problems.toString());
            }
            return mapping;
        }

        private static Node.Fields fields(Node node) {
            return (Node.Fields) node;
        }

        List<Change> changes(Map<String, Record> now) {
            return mapping.evaluate(now, Set.of(), slots).tree().diff(held, ours);
        }
    }

    @Setup(Level.Trial)
    public void read() {
        inputs = new Inputs(mapping);
    }

    @Benchmark
    public Evaluation evaluate() {
        return inputs.mapping.evaluate(inputs.facts, Set.of(), inputs.slots);
    }

    @Benchmark
    public List<Change> nothingChanged() {
        return inputs.changes(inputs.facts);
    }

    @Benchmark
    public List<Change> memoryChanged() {
        turn = !turn;
        return inputs.changes(turn ? inputs.otherMemory : inputs.facts);
    }

    @Benchmark
    public List<Change> addressChanged() {
        turn = !turn;
        return inputs.changes(turn ? inputs.otherAddress : inputs.facts);
    }
}
