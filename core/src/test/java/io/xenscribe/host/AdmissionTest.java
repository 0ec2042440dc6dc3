package io.xenscribe.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.api.RuleScript;
import io.xenscribe.config.PluginPins;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The classes that a jar lists: what they have to be, and to say of themselves. */
class AdmissionTest extends PluginHosting {

    @Test
    void aClassThatDoesNotAnswerIsRefused() throws IOException {
        String silent = "public Silent() { new java.util.concurrent.Semaphore(0).acquireUninterruptibly(); }";
        plugin("silent")
                .collector("example.Silent", JarWorkshop.collector("Silent", "silent", silent, ""))
                .jar(folder, "1.jar");
        idle("b", "b").jar(folder, "2.jar");

        host.loadAll(folder);

        assertThat(host.loaded()).extracting(LoadedPlugin::id).containsExactly("b");
        assertThat(host.refused())
                .singleElement()
                .satisfies(refused -> assertThat(refused.reason())
                        .startsWith("is given up: example.Silent has not answered within 10 s, at "));
    }

    @Test
    void aListedClassThatIsNoCollectorIsNamed() throws IOException {
        plugin("other")
                .collector("example.Other", "package example; public class Other {}")
                .jar(folder, "other.jar");

        host.loadAll(folder);

        assertThat(reason()).isEqualTo("example.Other is not a Collector");
    }

    @Test
    void aListedClassThatIsNoRuleScriptIsNamed() throws IOException {
        plugin("other")
                .script("example.Other", JarWorkshop.collector("Other", "other", "", ""))
                .jar(folder, "other.jar");

        host.loadAll(folder);

        assertThat(reason()).isEqualTo("example.Other is not a RuleScript");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "public Broken() { throw new IllegalStateException(\"no luck\"); } "
                        + "| example.Broken cannot be made: IllegalStateException: no luck",
                "static final int N = Integer.parseInt(\"x\");"
                        + "| example.Broken cannot be made: NumberFormatException: For input string: \"x\"",
                "Broken(int n) {} "
                        + "| example.Broken must be a public class with a public constructor without parameters",
                "public Broken() { new Broken(); } | example.Broken cannot be made: java.lang.StackOverflowError",
            })
    void aConstructorThatFailsIsReported(String members, String reason) throws IOException {
        plugin("broken")
                .collector("example.Broken", JarWorkshop.collector("Broken", "broken", members, ""))
                .jar(folder, "broken.jar");

        host.loadAll(folder);

        assertThat(reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({"Not Kebab", "-a", "a-", "a--b", "''", "1a"})
    void factsNeedANameThatMappingsCanWrite(String name) throws IOException {
        idle("named", name).jar(folder, "named.jar");

        host.loadAll(folder);

        assertThat(reason()).startsWith("example.Idle names its facts '" + name + "', which is not words of");
    }

    @Test
    void aCollectorThatDoesNotDescribeItselfIsRefused() throws IOException {
        String nothing = "public Class<? extends Record> options() { return null; }";
        String failure = "public Class<? extends Record> options() { throw new RuntimeException(\"not today\"); }";
        plugin("a")
                .collector("example.A", JarWorkshop.collector("A", "a", nothing, ""))
                .jar(folder, "a.jar");
        plugin("b")
                .collector("example.B", JarWorkshop.collector("B", "b", failure, ""))
                .jar(folder, "b.jar");

        host.loadAll(folder);

        assertThat(host.refused())
                .extracting(RefusedPlugin::reason)
                .containsExactly(
                        "example.A gives nothing for its options, which is no record",
                        "example.B does not describe itself: RuntimeException: not today");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "return \"Java Script\";"
                        + "| example.A names its language 'Java Script', which is not words of lower-case letters",
                "return null; | example.A names its language 'null', which is not words of lower-case letters",
                "throw new RuntimeException(\"not today\");"
                        + "| example.A does not say its language: RuntimeException: not today",
            })
    void aScriptRunnerThatDoesNotSayItsLanguageIsRefused(String body, String reason) throws IOException {
        String source = JarWorkshop.runner("A", "js").replace("return \"js\";", body);
        plugin("mute").script("example.A", source).jar(folder, "mute.jar");

        host.loadAll(folder);

        assertThat(reason()).startsWith(reason);
    }

    @Test
    void anErrorOfAPluginsOwnCostsOnlyThePlugin() throws IOException {
        String failure = "public Class<NoOptions> options() { throw new AssertionError(\"never\"); }";
        plugin("a")
                .collector("example.A", JarWorkshop.collector("A", "a", failure, ""))
                .jar(folder, "a.jar");
        idle("b", "b").jar(folder, "b.jar");

        host.loadAll(folder);

        assertThat(reason()).isEqualTo("AssertionError: never");
        assertThat(host.loaded()).extracting(LoadedPlugin::id).containsExactly("b");
    }

    @Test
    void anObjectionToTheFactsRefusesThePluginAndNoOther() throws IOException {
        idle("bad", "bad").jar(folder, "bad.jar");
        idle("good", "good").jar(folder, "good.jar");
        host = new PluginHost(
                id -> true,
                collector -> collector.name().equals("bad") ? Optional.of("bad.text is a Thread") : Optional.empty(),
                PluginPins.NONE);

        host.loadAll(folder);

        assertThat(reason()).isEqualTo("bad.text is a Thread");
        assertThat(host.loaded()).extracting(LoadedPlugin::id).containsExactly("good");
    }

    @Test
    void severalCollectorsOfOnePluginKeepTheirOrder() throws IOException {
        plugin("two")
                .collector("example.B", JarWorkshop.collector("B", "b", "", ""))
                .collector("example.A", JarWorkshop.collector("A", "a", "", ""))
                .jar(folder, "two.jar");

        host.loadAll(folder);

        assertThat(host.loaded().getFirst().collectors())
                .extracting(LoadedCollector::name)
                .containsExactly("b", "a");
    }

    @Test
    void aPluginMayRunScriptsWithOrWithoutFacts() throws Exception {
        plugin("runs").script("example.Js", JarWorkshop.runner("Js", "js")).jar(folder, "1.jar");
        idle("both", "both")
                .script("example.Lua", JarWorkshop.runner("Lua", "lua"))
                .jar(folder, "2.jar");

        host.loadAll(folder);

        assertThat(host.refused()).isEmpty();
        LoadedPlugin runs = host.loaded().getFirst();
        assertThat(runs.collectors()).isEmpty();
        RuleScript script = runs.scripts().getFirst();
        assertThat(script.language()).isEqualTo("js");
        assertThat(script.compile("1 + 1", List.of()).call(List.of())).isEqualTo("1 + 1");
        LoadedPlugin both = host.loaded().getLast();
        assertThat(both.collectors()).extracting(LoadedCollector::name).containsExactly("both");
        assertThat(both.scripts()).extracting(RuleScript::language).containsExactly("lua");
    }

    @Test
    void anotherPluginOfTheSameFactsIsRefused() throws IOException {
        Path first = idle("one", "memory").jar(folder, "1.jar");
        idle("two", "memory").jar(folder, "2.jar");

        host.loadAll(folder);

        assertThat(host.loaded()).extracting(LoadedPlugin::id).containsExactly("one");
        assertThat(reason()).isEqualTo("gives the facts memory, as " + first + " does already");
    }

    @Test
    void anotherPluginForTheSameLanguageIsRefused() throws IOException {
        Path first =
                plugin("one").script("example.A", JarWorkshop.runner("A", "js")).jar(folder, "1.jar");
        plugin("two").script("example.B", JarWorkshop.runner("B", "js")).jar(folder, "2.jar");

        host.loadAll(folder);

        assertThat(host.loaded()).extracting(LoadedPlugin::id).containsExactly("one");
        assertThat(reason()).isEqualTo("runs scripts in js, as " + first + " does already");
    }
}
