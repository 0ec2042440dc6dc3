package io.xenscribe.cli;

import io.xenscribe.config.Problem;
import io.xenscribe.config.Problems;
import io.xenscribe.host.Agent;
import io.xenscribe.host.AgentSetup;
import io.xenscribe.mapping.Mapping;
import io.xenscribe.mapping.MappingChoice;
import io.xenscribe.mapping.MappingReader;
import io.xenscribe.mappingtest.MappingTest;
import io.xenscribe.mappingtest.TestReader;
import io.xenscribe.mappingtest.TestResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs the tests that stand beside mappings. */
@Command(name = "test", description = "Run the tests that stand beside mappings.", mixinStandardHelpOptions = true)
final class ConfigTestCommand implements Callable<Integer> {

    @Mixin
    private final Configuration configuration = new Configuration();

    @Parameters(paramLabel = "FILE", arity = "0..*", description = "mappings; without any, the configured ones")
    private final List<Path> files = new ArrayList<>();

    @Option(
            names = "--json",
            description = "for programs: [{file, tests: [{name, line, passed, failures}]}]; mistakes go to stderr")
    private boolean json;

    private boolean mistaken;

    @Override
    public Integer call() throws MistakesException {
        try (AgentSetup setup = setup()) {
            setup.plugins()
                    .refused()
                    .forEach(refused ->
                            System.err.println(refused.path() + ": the plugin is not used: it " + refused.reason()));
            TestReport report = new TestReport();
            for (Path file : mappings(setup)) {
                run(file, setup).ifPresent(results -> report.add(file, results));
            }
            if (json) {
                System.out.println(report.json());
            } else {
                report.lines().forEach(System.out::println);
            }
            if (mistaken) {
                return Agent.WRONG_CONFIGURATION;
            }
            return report.passed() ? Agent.DONE : Agent.FAILURE;
        }
    }

    /** Those that are named; without any, the configured one, or all from which the configuration lets facts choose. */
    private List<Path> mappings(AgentSetup setup) {
        return files.isEmpty() ? setup.mappings().map(MappingChoice::files).orElse(List.of()) : files;
    }

    /** Plugins for their schemas. What else is wrong with the configuration matters only where it names the mapping. */
    private AgentSetup setup() throws MistakesException {
        Problems problems = new Problems();
        Optional<AgentSetup> setup = configuration.read(problems);
        if (setup.isPresent() && (!files.isEmpty() || !problems.hasErrors())) {
            return setup.get();
        }
        setup.ifPresent(AgentSetup::close);
        throw new MistakesException(problems.brief(), Agent.WRONG_CONFIGURATION);
    }

    /** How the tests of one mapping went, as its file stands, without drop-ins; nothing after a mistake. */
    private Optional<List<TestResult>> run(Path file, AgentSetup setup) {
        Problems problems = new Problems();
        Path homeConfig = setup.config().homeConfig();
        Optional<Mapping> mapping = MappingReader.read(file, List.of(), setup.resources(), problems);
        List<MappingTest> tests = new TestReader(setup.schemas(), AgentSample.FACTS, problems).read(file, homeConfig);
        for (Problem problem : problems.brief()) {
            System.err.println(problem);
        }
        if (mapping.isEmpty() || problems.hasErrors()) {
            mistaken = true;
            return Optional.empty();
        }
        List<TestResult> results = new ArrayList<>();
        for (MappingTest test : tests) {
            results.add(test.run(mapping.get()));
        }
        return Optional.of(results);
    }
}
