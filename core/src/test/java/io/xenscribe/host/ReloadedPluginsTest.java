package io.xenscribe.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.publish.CapturedLog;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What becomes of plugins, in use or new, when the configuration is read again. */
class ReloadedPluginsTest extends ReloadableAgent {

    @Test
    void aPluginThatIsTheSameGoesOnUndisturbed() throws Exception {
        put(reporting("sunny"), "weather.jar");
        start();
        awaitKey("data/text", "sunny");
        List<CollectorRunner> before = roster().runners();

        put(JarWorkshop.idle(workshop, "other", "other"), "other.jar");
        assertThat(reload().isTaken()).isTrue();

        assertThat(roster().runners()).containsAll(before);
        assertThat(roster().setup().plugins().loaded())
                .extracting(LoadedPlugin::id)
                .containsExactly("other", "weather");
    }

    @Test
    void aReplacedJarIsTakenUpWithoutAKeyBlinking() throws Exception {
        put(reporting("sunny"), "weather.jar");
        start();
        awaitKey("data/text", "sunny");
        forget();

        put(reporting("rainy"), "weather.jar");
        assertThat(reload().isTaken()).isTrue();

        awaitKey("data/text", "rainy");
        assertThat(changes()).containsExactly("data/text");
        assertThat(dom0.read("data/fixed")).contains("1");
    }

    @Test
    void aReplacedJarThatSaysTheSameChangesNoKey() throws Exception {
        put(reporting("sunny"), "weather.jar");
        start();
        awaitKey("data/text", "sunny");
        Roster before = roster();
        forget();

        put(reporting("sunny"), "weather.jar");
        assertThat(reload().isTaken()).isTrue();
        await(() -> roster().runners().getFirst().health().lastPublish().isPresent());
        write("mapping.yaml", MAPPING + "  data/more: ${weather.text}\n");
        assertThat(reload().isTaken()).isTrue();
        awaitKey("data/more", "sunny");

        assertThat(roster().runners()).doesNotContainAnyElementsOf(before.runners());
        assertThat(changes()).containsExactly("data/more");
    }

    @Test
    void aRemovedPluginTakesItsKeysAlongAndIsReleased() throws Exception {
        put(reporting("sunny"), "weather.jar");
        put(JarWorkshop.idle(workshop, "other", "other"), "other.jar");
        write("mapping.yaml", "version: 1\nkeys:\n  data/fixed: 1\n");
        write("weather.yaml", MAPPING);
        write("agent.yaml", agentYaml().replace("mapping.yaml", "weather.yaml"));
        start();
        awaitKey("data/text", "sunny");
        WeakReference<ClassLoader> loader = loaderOf("weather");

        Files.delete(folder.resolve("plugins/weather.jar"));
        write("agent.yaml", agentYaml().replace("weather.yaml", "mapping.yaml"));
        assertThat(reload().isTaken()).isTrue();

        awaitKey("data/text", null);
        await(() -> isReleased(loader));
        assertThat(dom0.read("data/fixed")).contains("1");
    }

    @Test
    void whatAReplacedPluginHadLoadedIsReleased() throws Exception {
        put(reporting("sunny"), "weather.jar");
        start();
        awaitKey("data/text", "sunny");
        WeakReference<ClassLoader> loader = loaderOf("weather");

        put(reporting("rainy"), "weather.jar");
        assertThat(reload().isTaken()).isTrue();
        awaitKey("data/text", "rainy");

        await(() -> isReleased(loader));
    }

    /** Options, facts in lists, an exception of its own, a thread, a thread's local, a watch and a file that are left open. */
    private static final String ENTANGLED = """
            package example;
            import io.xenscribe.api.*;
            import java.nio.file.Path;
            import java.util.List;
            public class Weather implements Collector<Weather.Facts> {
                public record City(@Key String name, String sky) {}
                public record Facts(String text, List<City> cities) {}
                public record Sky(String of) {}
                static class Storm extends RuntimeException {}
                static final ThreadLocal<Sky> LOCAL = new ThreadLocal<>();
                static boolean hasFailed;
                public String name() { return "weather"; }
                public Class<Facts> facts() { return Facts.class; }
                public Class<Sky> options() { return Sky.class; }
                public void collect(Context<Facts> context) throws Exception {
                    if (!hasFailed) { hasFailed = true; throw new Storm(); }
                    Sky sky = context.options(Sky.class);
                    LOCAL.set(sky);
                    Thread own = new Thread(() -> { }, "weather's own");
                    own.start();
                    own.join();
                    Source watch = context.watch("data");
                    Source folder = context.directory(Path.of("/tmp"));
                    context.publish(new Facts(sky.of(), List.of(new City("rome", "blue"), new City("oslo", "grey"))));
                    while (true) { context.await(Context.FOREVER, watch, folder); }
                }
            }
            """;

    @Test
    @EnabledOnOs(OS.LINUX)
    void aPluginThatLeftTracesEverywhereIsReleased() throws Exception {
        put(
                JarWorkshop.plugin(workshop, "weather")
                        .collector("example.Weather", ENTANGLED)
                        .resource("options.yaml", "of: Mars"),
                "weather.jar");
        write("agent.yaml", agentYaml() + "plugins:\n  weather: {of: Venus}\n");
        write("mapping.yaml", MAPPING + """
                  data/city/${slot}:
                    for: city in weather.cities
                    slots: 4
                    value: ${city.name}
                    keys: {sky: "${city.sky | upper}"}
                """);
        start();
        awaitKey("data/city/1/sky", "GREY");
        assertThat(value("data/text")).isEqualTo("Venus");
        WeakReference<ClassLoader> loader = loaderOf("weather");

        Files.delete(folder.resolve("plugins/weather.jar"));
        write("agent.yaml", agentYaml().replace("plugins:\n  weather: {of: Venus}\n", ""));
        write("mapping.yaml", "version: 1\nkeys:\n  data/fixed: 1\n");
        assertThat(reload().isTaken()).isTrue();

        awaitKey("data/city/1/sky", null);
        await(() -> isReleased(loader));
    }

    @Test
    void aRefusedReloadTakesUpNoPlugin() throws Exception {
        start();
        put(reporting("sunny"), "weather.jar");
        write("mapping.yaml", MAPPING + "  data/more: ${weather.txt}\n");

        assertThat(reload().isTaken()).isFalse();

        assertThat(roster().setup().plugins().loaded()).isEmpty();
        assertThat(dom0.read("data/text")).isEmpty();
    }

    @Test
    void otherOptionsStartThePluginAnew() throws Exception {
        put(
                JarWorkshop.plugin(workshop, "weather")
                        .collector(
                                "example.Weather",
                                JarWorkshop.collector(
                                        "Weather",
                                        "weather",
                                        "public record Sky(String of) {} public Class<Sky> options() { return Sky.class; }",
                                        "context.publish(new Facts(context.options(Sky.class).of()));"))
                        .resource("options.yaml", "of: Mars"),
                "weather.jar");
        start();
        awaitKey("data/text", "Mars");

        write("agent.yaml", agentYaml() + "plugins:\n  weather: {of: Venus}\n");
        assertThat(reload().isTaken()).isTrue();

        awaitKey("data/text", "Venus");
    }

    @Test
    void aJarThatWasBrokenLeavesThePluginInUse() throws Exception {
        put(reporting("sunny"), "weather.jar");
        start();
        awaitKey("data/text", "sunny");
        forget();

        Path broken = Files.writeString(workshop.resolve("broken"), "not a jar");
        Files.move(broken, folder.resolve("plugins/weather.jar"), StandardCopyOption.REPLACE_EXISTING);
        assertThat(reload().isTaken()).isTrue();

        assertThat(roster().setup().plugins().refused().getFirst().reason())
                .startsWith("cannot be read as a jar")
                .endsWith("; what was loaded of it before stays in use");
        assertThat(roster().setup().plugins().loaded()).hasSize(1);
        assertThat(changes()).isEmpty();
    }

    @Test
    void aJarThatWasWrittenOverInPlaceIsNamed() throws Exception {
        Path jar = put(reporting("sunny"), "weather.jar");
        start();
        awaitKey("data/text", "sunny");

        Path other = reporting("a rainy day").jar(workshop, "other.jar");
        Files.write(jar, Files.readAllBytes(other));
        try (CapturedLog log = new CapturedLog()) {
            assertThat(reload().isTaken()).isTrue();
            assertThat(log.lines("was written over while it was in use"))
                    .singleElement()
                    .asString()
                    .contains(jar.toString());
        }

        assertThat(roster().setup().plugins().overwritten()).containsExactly(jar);
        awaitKey("data/text", "a rainy day");
    }

    @Test
    void whatACollectorThatDoesNotEndSaysLaterIsIgnored() throws Exception {
        put(
                JarWorkshop.plugin(workshop, "weather")
                        .collector(
                                "example.Weather",
                                JarWorkshop.collector(
                                        "Weather",
                                        "weather",
                                        "",
                                        "for (int i = 0; ; i++) { context.publish(new Facts(\"deaf \" + i));"
                                                + " try { Thread.sleep(1); } catch (InterruptedException e) {} }")),
                "weather.jar");
        start();
        await(() -> value("data/text").startsWith("deaf "));

        put(reporting("sunny"), "weather.jar");
        assertThat(reload().isTaken()).isTrue();
        awaitKey("data/text", "sunny");
        write("mapping.yaml", MAPPING + "  data/more: ${weather.text}\n");
        assertThat(reload().isTaken()).isTrue();

        awaitKey("data/more", "sunny");
        assertThat(value("data/text")).isEqualTo("sunny");
    }

    private WeakReference<ClassLoader> loaderOf(String plugin) {
        return new WeakReference<>(roster().setup().plugins().loaded().stream()
                .filter(loaded -> loaded.id().equals(plugin))
                .findFirst()
                .orElseThrow()
                .collectors()
                .getFirst()
                .facts()
                .getClassLoader());
    }

    private static boolean isReleased(WeakReference<ClassLoader> loader) {
        System.gc();
        return loader.get() == null;
    }
}
