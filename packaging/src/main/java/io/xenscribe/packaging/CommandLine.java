package io.xenscribe.packaging;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line that starts the agent, as the launcher reads it: one argument a line, {@code ~} for the home.
 *
 * <p>The options are those measured to make the agent small and quiet; what each is worth stands in
 * the README of this module.
 */
record CommandLine(List<String> arguments) {

    static final String FILE = "lib/xenscribe.options";
    static final String CACHE = "lib/xenscribe.aot";

    private static final String CACHE_OPTION = "-XX:AOTCache=";
    private static final String COMMENT = """
            # The agent's command line: the Java runtime and its options, one argument a line; ~ is the folder above bin.
            # A cache made with other class path or module options is not used, which costs 12 MB and twice the start.
            """;

    /** Limits: the heap must hold the cache's objects, and a smaller -Xms than 4m may not start at all. */
    private static final List<String> MEMORY = List.of(
            "-XX:+UseSerialGC",
            "-Xms4m",
            "-Xmx16m",
            "-Xmn1m",
            "-Xss256k",
            "-XX:MinHeapFreeRatio=10",
            "-XX:MaxHeapFreeRatio=20",
            "-XX:-ShrinkHeapInSteps",
            "-XX:TieredStopAtLevel=1",
            "-XX:ReservedCodeCacheSize=16m",
            "-XX:-UsePerfData");

    /**
     * Diagnostic ones first unlocked, and no failure where a later runtime has dropped one. The cache is to hold no
     * machine code, so that a tree made on one processor runs on every other of its kind.
     */
    private static final List<String> QUIET = List.of(
            "-XX:+IgnoreUnrecognizedVMOptions",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:ArchiveRelocationMode=0",
            "-XX:GuaranteedSafepointInterval=0",
            "-XX:AsyncDeflationInterval=60000",
            "-XX:-AOTAdapterCaching",
            "-XX:-AOTStubCaching",
            "-XX:-AOTReplayTraining",
            "-XX:CompileCommand=quiet",
            // Compiling this one method takes 6.5 MB that malloc never gives back.
            "-XX:CompileCommand=exclude,jdk/internal/classfile/impl/StackMapGenerator.processBlock");

    /** Standard output belongs to the commands; a dead agent says why in the journal and is started again. */
    private static final List<String> MESSAGES = List.of(
            "-Xlog:disable",
            "-Xlog:all=warning:stderr",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:+ErrorFileToStderr",
            // Services and scripts have no locale, and JSON is UTF-8 whatever they have.
            "-Dstdout.encoding=UTF-8",
            "-Dstderr.encoding=UTF-8");

    private static final List<String> ACCESS = List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Djdk.reflect.useNativeAccessorOnly=true",
            "-Djffi.boot.library.path=~/lib",
            "-Dxenscribe.home=~");

    /** The command line for jars named {@code libraries} in {@code lib/}. */
    static CommandLine of(List<String> libraries) {
        List<String> arguments = new ArrayList<>();
        arguments.add("~/lib/runtime/bin/xenscribe");
        arguments.addAll(MEMORY);
        arguments.addAll(QUIET);
        arguments.addAll(MESSAGES);
        arguments.add(CACHE_OPTION + "~/" + CACHE);
        arguments.addAll(ACCESS);
        arguments.add("-cp");
        arguments.add("~/lib/" + String.join(":~/lib/", libraries));
        arguments.add("io.xenscribe.Main");
        return new CommandLine(List.copyOf(arguments));
    }

    String text() {
        return COMMENT + String.join("\n", arguments) + "\n";
    }

    /** The same for a tree at {@code home}, with other options for the cache than using it. */
    List<String> training(Path home, List<String> cacheOptions) {
        List<String> command = new ArrayList<>();
        for (String argument : arguments) {
            if (argument.startsWith(CACHE_OPTION)) {
                command.addAll(cacheOptions);
            } else {
                command.add(argument.replace("~", home.toString()));
            }
        }
        return command;
    }
}
