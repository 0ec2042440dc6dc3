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
record CommandLine(Variant variant, List<String> arguments) {

    /** With and without scripts, in the folder of the tree where all that differs lies. */
    enum Variant {
        PLAIN("lib"),
        SCRIPTING("lib/js");

        private final String folder;

        Variant(String folder) {
            this.folder = folder;
        }

        /** The command line itself. */
        String file() {
            return folder + "/xenscribe.options";
        }

        /** Of loaded and linked classes. */
        String cache() {
            return folder + "/xenscribe.aot";
        }
    }

    private static final String CACHE_OPTION = "-XX:AOTCache=";
    private static final String COMMENT = """
            # The agent's command line: the Java runtime and its options, one argument a line; ~ is the folder above bin.
            # A cache made with other class path or module options is not used, which costs 12 MB and twice the start.
            """;

    /** Limits: the heap must hold the cache's objects, and a smaller -Xms may not start at all. */
    private static final List<String> HEAP = List.of("-Xms4m", "-Xmx16m", "-Xmn1m");

    private static final List<String> SCRIPTING_HEAP =
            List.of("-Xms6m", "-Xmx32m", "-Xmn768k", "-XX:SoftRefLRUPolicyMSPerMB=0");

    private static final List<String> MEMORY = List.of(
            "-XX:+UseSerialGC",
            "-Xss256k",
            "-XX:MinHeapFreeRatio=10",
            "-XX:MaxHeapFreeRatio=20",
            "-XX:-ShrinkHeapInSteps",
            "-XX:TieredStopAtLevel=1",
            "-XX:ReservedCodeCacheSize=16m",
            "-XX:-UsePerfData",
            // What the cache holds is in tables of its own; these are for the few names and texts beyond.
            "-XX:+UnlockExperimentalVMOptions",
            "-XX:StringTableSize=1024",
            "-XX:SymbolTableSize=1024");

    /**
     * What takes the time where a guest has much or much changes: compiled as soon as the runtime's own thresholds say.
     * Talking to the store is not among it; there the answers take the time.
     */
    private static final List<String> BUSY = List.of(
            "io.xenscribe.facts.Fact*",
            "io.xenscribe.mapping.*",
            "io.xenscribe.plugin.network.*",
            "java.lang.AbstractStringBuilder",
            "java.lang.String*",
            "java.util.ArrayList*",
            "java.util.Arrays",
            "java.util.HashMap*",
            "java.util.ImmutableCollections*",
            "java.util.LinkedHashMap*",
            "java.util.Objects",
            "java.util.TreeMap*");

    /** What runs only at the start and at a reload. */
    private static final List<String> SELDOM = List.of(
            "io.xenscribe.facts.FactSchema*",
            "io.xenscribe.mapping.ConditionParser*",
            "io.xenscribe.mapping.LoopCompiler*",
            "io.xenscribe.mapping.Mapping*",
            "io.xenscribe.mapping.OperandParser*",
            "io.xenscribe.mapping.RuleCompiler*",
            "io.xenscribe.mapping.TemplateParser*",
            "org.yaml.*");

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
            "-XX:+ErrorFileToStderr",
            // Services and scripts have no locale, and JSON is UTF-8 whatever they have.
            "-Dstdout.encoding=UTF-8",
            "-Dstderr.encoding=UTF-8");

    /** The engine is not to unpack a library that it can do without. */
    private static final List<String> ENGINE =
            // As above, 4 MB; and what runs only at the start of the engine is not worth compiling.
            List.of(
                    "-XX:CompileCommand=exclude,jdk/internal/classfile/impl/StackCounter.*",
                    "-XX:CompileThresholdScaling=10",
                    "-Dtruffle.attach.library=~/lib/js/none",
                    "-Dpolyglotimpl.AttachLibraryFailureAction=ignore");

    private static final List<String> ACCESS = List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Djdk.reflect.useNativeAccessorOnly=true",
            "-Djffi.boot.library.path=~/lib",
            "-Dxenscribe.home=~");

    /** The command line for jars named {@code libraries} in {@code lib/}. */
    static CommandLine plain(List<String> libraries) {
        return of(Variant.PLAIN, HEAP, compiled(), classPath("~/lib/", libraries));
    }

    /**
     * Compiled code is memory that is not given back, and an agent that runs for years would in the end have compiled all
     * that it has. So what does not run at each change is compiled only where it computes for seconds.
     */
    private static List<String> compiled() {
        List<String> options = new ArrayList<>();
        options.add("-XX:CompileThresholdScaling=1000");
        for (String name : BUSY) {
            options.add("-XX:CompileCommand=CompileThresholdScaling," + name + "::*,0.001");
        }
        for (String name : SELDOM) {
            options.add("-XX:CompileCommand=exclude," + name + "::*");
        }
        return options;
    }

    /** The same with the engine's jars in {@code lib/js/}. */
    static CommandLine scripting(List<String> libraries, List<String> engine) {
        String classPath = classPath("~/lib/", libraries) + ":" + classPath("~/lib/js/", engine);
        return of(Variant.SCRIPTING, SCRIPTING_HEAP, ENGINE, classPath);
    }

    private static CommandLine of(Variant variant, List<String> heap, List<String> particular, String classPath) {
        List<String> arguments = new ArrayList<>();
        arguments.add("~/lib/runtime/bin/xenscribe");
        arguments.addAll(heap);
        arguments.addAll(MEMORY);
        arguments.addAll(QUIET);
        arguments.addAll(MESSAGES);
        arguments.addAll(particular);
        arguments.add(CACHE_OPTION + "~/" + variant.cache());
        arguments.addAll(ACCESS);
        arguments.add("-cp");
        arguments.add(classPath);
        arguments.add("io.xenscribe.Main");
        return new CommandLine(variant, List.copyOf(arguments));
    }

    private static String classPath(String folder, List<String> jars) {
        return folder + String.join(":" + folder, jars);
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
