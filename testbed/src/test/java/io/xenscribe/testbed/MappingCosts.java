package io.xenscribe.testbed;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Prints what a pass of the mapping costs: with the options of the agent that matter, and with Java's own. */
public final class MappingCosts {

    /** Of packaging's command line. */
    private static final List<String> AGENT = List.of(
            "-XX:+UseSerialGC", "-Xmx64m", "-XX:TieredStopAtLevel=1", "-Djdk.reflect.useNativeAccessorOnly=true");

    private MappingCosts() {}

    /**
     * Runs all and prints the table.
     *
     * @param arguments as JMH takes them, such as {@code -wi 1 -i 1}
     */
    public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
        CommandLineOptions given = new CommandLineOptions(arguments);
        List<String> rows = new ArrayList<>();
        rows(rows, "agent", run(given, AGENT));
        rows(rows, "plain", run(given, List.of()));
        System.out.println("| options | mapping | pass | ms | +- | allocated, KB |");
        System.out.println("|---|---|---|---|---|---|");
        rows.forEach(System.out::println);
    }

    private static Collection<RunResult> run(Options given, List<String> jvm) throws RunnerException {
        List<String> options = new ArrayList<>(jvm);
        options.add("--sun-misc-unsafe-memory-access=allow");
        options.add("-Dxenscribe.project=" + System.getProperty("xenscribe.project"));
        return new Runner(new OptionsBuilder()
                        .parent(given)
                        .include(MappingBenchmark.class.getName())
                        .forks(given.getForkCount().orElse(1))
                        .warmupIterations(given.getWarmupIterations().orElse(5))
                        .warmupTime(given.getWarmupTime().orElse(TimeValue.seconds(1)))
                        .measurementIterations(given.getMeasurementIterations().orElse(5))
                        .measurementTime(given.getMeasurementTime().orElse(TimeValue.seconds(1)))
                        .addProfiler(GCProfiler.class)
                        .jvmArgs(options.toArray(new String[0]))
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
    }

    private static void rows(List<String> rows, String options, Collection<RunResult> results) {
        for (RunResult result : results) {
            Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
            rows.add(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %.3f | %.3f | %.1f |",
                    options,
                    result.getParams().getParam("mapping"),
                    result.getPrimaryResult().getLabel(),
                    result.getPrimaryResult().getScore() / 1000,
                    result.getPrimaryResult().getScoreError() / 1000,
                    allocated == null ? Double.NaN : allocated.getScore() / 1000));
        }
    }
}
