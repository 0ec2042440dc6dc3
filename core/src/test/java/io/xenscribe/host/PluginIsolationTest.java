package io.xenscribe.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a plugin sees of the agent and of the JDK. The plugin of these tests answers by the text of its {@code name()}. */
class PluginIsolationTest extends PluginHosting {

    private static final String SEES = """
            package example;
            import io.xenscribe.api.*;
            public class Eyes implements Collector<Eyes.Facts> {
                public record Facts() {}
                public String name() { return "eyes"; }
                public Class<Facts> facts() { return Facts.class; }
                public void collect(Context<Facts> context) {}
                public Class<?> type(String name) throws Exception { return Class.forName(name); }
                public java.net.URL resource(String name) { return getClass().getClassLoader().getResource(name); }
                public int resources(String name) throws Exception {
                    return java.util.Collections.list(getClass().getClassLoader().getResources(name)).size();
                }
            }
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.pf4j.PluginManager",
                "org.yaml.snakeyaml.Yaml",
                "picocli.CommandLine",
                "io.xenscribe.host.PluginHost",
                "io.xenscribe.linux.Poll",
                "io.xenscribe.xenstore.Xenstore",
                "org.junit.jupiter.api.Test",
            })
    void theAgentsInsideIsHidden(String type) throws Exception {
        Object eyes = eyes(seeing());

        assertThat(Class.forName(type)).as("the agent itself has it").isNotNull();
        assertThat(ask(eyes, "type", type)).isInstanceOf(ClassNotFoundException.class);
        assertThat(ask(eyes, "resource", type.replace('.', '/') + ".class")).isNull();
        assertThat(ask(eyes, "resources", type.replace('.', '/') + ".class")).isEqualTo(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.xenscribe.api.Collector",
                "org.slf4j.LoggerFactory",
                "org.jspecify.annotations.NullMarked",
                "jnr.ffi.LibraryLoader",
                "com.kenai.jffi.Invoker",
            })
    void whatIsLentIsTheAgentsOwn(String type) throws Exception {
        Object eyes = eyes(seeing());

        assertThat(ask(eyes, "type", type))
                .isSameAs(Class.forName(type, false, getClass().getClassLoader()));
        assertThat(ask(eyes, "resource", type.replace('.', '/') + ".class")).isNotNull();
    }

    @Test
    void theScriptEngineIsLentOnlyToWhoRunsScripts() throws Exception {
        String engine = "org/graalvm/engine.txt";
        Object eyes = eyes(seeing());
        assertThat(ask(eyes, "resource", engine)).isNull();
        assertThat(ask(eyes, "resources", engine)).isEqualTo(0);
        host.unload("eyes");

        Object runner = eyes(seeing().script("example.Js", JarWorkshop.runner("Js", "js")));

        assertThat(ask(runner, "resource", engine)).isEqualTo(getClass().getResource("/" + engine));
        assertThat(ask(runner, "type", "org.yaml.snakeyaml.Yaml")).isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void aCopyOfTheApiInTheJarIsNotUsed() throws Exception {
        Object eyes = eyes(
                seeing().source("io.xenscribe.api.Bytes", "package io.xenscribe.api; public class Bytes { int own; }"));

        assertThat(ask(eyes, "type", "io.xenscribe.api.Bytes")).isSameAs(io.xenscribe.api.Bytes.class);
    }

    @Test
    void aPluginUsesItsOwnVersionOfALibraryThatTheAgentHasToo() throws Exception {
        Object eyes =
                eyes(seeing().source("org.yaml.snakeyaml.Yaml", "package org.yaml.snakeyaml; public class Yaml {}"));

        Class<?> yaml = (Class<?>) Objects.requireNonNull(ask(eyes, "type", "org.yaml.snakeyaml.Yaml"));

        assertThat(yaml.getClassLoader()).isSameAs(eyes.getClass().getClassLoader());
        assertThat(yaml).isNotSameAs(Class.forName("org.yaml.snakeyaml.Yaml"));
    }

    @Test
    void pluginsDoNotSeeEachOther() throws Exception {
        Object eyes = eyes(seeing());
        plugin("neighbour")
                .collector(
                        "neighbour.Hidden",
                        JarWorkshop.collector("Hidden", "hidden", "", "")
                                .replace("package example", "package neighbour"))
                .jar(folder, "neighbour.jar");
        host.load(folder.resolve("neighbour.jar"));

        assertThat(host.loaded()).hasSize(2);
        assertThat(ask(eyes, "type", "neighbour.Hidden")).isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void aPluginSeesItsOwnResourcesAndNotTheAgentsServices() throws Exception {
        Object eyes = eyes(seeing().resource("options.yaml", "period: 60s\n"));

        assertThat(ask(eyes, "resource", "options.yaml")).asString().contains("eyes.jar!/options.yaml");
        assertThat(ask(eyes, "resource", "META-INF/services/org.slf4j.spi.SLF4JServiceProvider"))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"java.sql.Connection", "java.awt.Color", "javax.tools.JavaCompiler"})
    void modulesOutsideTheRuntimeAreHiddenEvenWhereThisJdkHasThem(String type) throws Exception {
        assertThat(ask(eyes(seeing()), "type", type)).isInstanceOf(ClassNotFoundException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.util.logging.Logger",
                "java.lang.management.ManagementFactory",
                "java.net.http.HttpClient",
                "javax.xml.parsers.SAXParser",
                "sun.misc.Signal",
            })
    void modulesOfTheRuntimeAreThere(String type) throws Exception {
        assertThat(ask(eyes(seeing()), "type", type)).isInstanceOf(Class.class);
    }

    @Test
    void aCollectorThatNeedsAnotherModuleIsRefusedWithItsName() throws IOException {
        String members = "static final int N = java.sql.Types.ARRAY; public Needs() throws Exception {"
                + " java.sql.DriverManager.getDrivers(); }";
        plugin("needs")
                .collector("example.Needs", JarWorkshop.collector("Needs", "needs", members, ""))
                .jar(folder, "needs.jar");

        host.loadAll(folder);

        assertThat(reason())
                .isEqualTo("example.Needs cannot be made: needs java.sql.DriverManager of the module java.sql, "
                        + "which the agent's runtime does not have");
    }

    @Test
    void aModularJarThatRequiresAnotherModuleIsRefusedUnseen() throws IOException {
        plugin("modular")
                .lists("example.Unseen")
                .source("module-info", "module modular { requires java.xml; requires java.sql; }")
                .jar(folder, "modular.jar");

        host.loadAll(folder);

        assertThat(reason()).isEqualTo("needs the module java.sql, which the agent's runtime does not have");
    }

    private JarWorkshop seeing() {
        return plugin("eyes").collector("example.Eyes", SEES);
    }

    private Object eyes(JarWorkshop plugin) throws IOException {
        host.load(plugin.jar(folder, "eyes.jar"));
        assertThat(host.refused()).isEmpty();
        return host.loaded().getFirst().collectors().getFirst().collector();
    }

    /** What the plugin gets, or the exception it gets. */
    private static @Nullable Object ask(Object eyes, String question, String name) throws ReflectiveOperationException {
        try {
            return eyes.getClass().getMethod(question, String.class).invoke(eyes, name);
        } catch (InvocationTargetException e) {
            return e.getCause();
        }
    }
}
