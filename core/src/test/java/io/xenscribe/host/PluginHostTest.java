package io.xenscribe.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.config.PluginPins;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which plugins there are: folders, jars by name, ids, and what becomes of one that is loaded again or goes. */
class PluginHostTest extends PluginHosting {

    @Test
    void aPluginIsLoadedWithWhatItsJarSays() throws IOException {
        Path jar = idle("weather", "weather").jar(folder, "weather.jar");

        host.loadAll(folder);

        assertThat(host.refused()).isEmpty();
        LoadedPlugin plugin = host.loaded().getFirst();
        assertThat(plugin.id()).isEqualTo("weather");
        assertThat(plugin.version()).isEqualTo("1.2.3");
        assertThat(plugin.provider()).isEqualTo("Example");
        assertThat(plugin.path()).isEqualTo(jar);
        LoadedCollector<?> collector = plugin.collectors().getFirst();
        assertThat(collector.name()).isEqualTo("weather");
        assertThat(collector.facts().getName()).isEqualTo("example.Idle$Facts");
    }

    @Test
    void jarsAreTakenByNameAndFoldersInOrder() throws IOException {
        Path second = workshop.resolve("second");
        idle("c", "c").jar(folder, "3.jar");
        idle("a", "a").jar(folder, "1.jar");
        idle("b", "b").jar(second, "0.jar");
        Files.writeString(folder.resolve("README"), "no jar");

        host.loadAll(folder);
        host.loadAll(second);
        host.loadAll(workshop.resolve("not there"));

        assertThat(host.loaded()).extracting(LoadedPlugin::id).containsExactly("a", "c", "b");
        assertThat(host.refused()).isEmpty();
    }

    @Test
    void anotherPluginOfTheSameIdIsRefused() throws IOException {
        Path first = idle("twin", "one").jar(folder, "1.jar");
        Path second = idle("twin", "two").jar(folder, "2.jar");

        host.loadAll(folder);

        assertThat(host.loaded()).extracting(LoadedPlugin::path).containsExactly(first);
        assertThat(host.refused())
                .containsExactly(new RefusedPlugin(
                        second, Optional.of("twin"), "has the id twin that " + first + " has already"));
    }

    @Test
    void noCodeOfASwitchedOffPluginIsLoaded() throws IOException {
        System.clearProperty("example.loaded");
        String init = "static { System.setProperty(\"example.loaded\", \"yes\"); }";
        plugin("off")
                .collector("example.Off", JarWorkshop.collector("Off", "off", init, ""))
                .jar(folder, "off.jar");
        host = new PluginHost(id -> !id.equals("off"), collector -> Optional.empty(), PluginPins.NONE);

        host.loadAll(folder);

        assertThat(host.unused()).extracting(UnusedPlugin::id).containsExactly("off");
        assertThat(host.loaded()).isEmpty();
        assertThat(host.refused()).isEmpty();
        assertThat(System.getProperty("example.loaded")).isNull();
    }

    @Test
    void itsDefaultOptionsComeWithIt() throws IOException {
        idle("bare", "bare").jar(folder, "1.jar");
        idle("rich", "rich").resource("options.yaml", "period: 60s\n").jar(folder, "2.jar");

        host.loadAll(folder);

        assertThat(host.loaded())
                .extracting(LoadedPlugin::defaults)
                .containsExactly(Optional.empty(), Optional.of("period: 60s\n"));
    }

    @Test
    void aRepairedJarIsTriedAgain() throws IOException {
        Path jar = Files.writeString(folder.resolve("weather.jar"), "half of it");
        host.load(jar);
        assertThat(host.refused()).hasSize(1);
        idle("weather", "weather").jar(folder, "weather.jar");

        host.load(jar);

        assertThat(host.refused()).isEmpty();
        assertThat(host.loaded()).hasSize(1);
    }

    @Test
    void aRefusedPluginLeavesItsIdToAnother() throws IOException {
        plugin("again").lists("example.Lost").jar(folder, "1.jar");
        idle("again", "again").jar(folder, "2.jar");

        host.loadAll(folder);

        assertThat(host.loaded()).extracting(LoadedPlugin::id).containsExactly("again");
    }

    @Test
    void anUnloadedPluginIsForgottenByTheVirtualMachine() throws Exception {
        idle("short", "short").jar(folder, "short.jar");
        host.loadAll(folder);
        WeakReference<ClassLoader> loader = new WeakReference<>(
                host.loaded().getFirst().collectors().getFirst().facts().getClassLoader());

        assertThat(host.unload("short")).isTrue();
        assertThat(host.unload("short")).isFalse();

        for (int i = 0; i < 50 && loader.get() != null; i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertThat(loader.get()).isNull();
        host.loadAll(folder);
        assertThat(host.loaded()).extracting(LoadedPlugin::id).containsExactly("short");
    }

    @Test
    void listsCannotBeChangedFromOutside() throws IOException {
        idle("fixed", "fixed").jar(folder, "fixed.jar");
        host.loadAll(folder);
        List<LoadedPlugin> before = host.loaded();

        host.unload("fixed");

        assertThat(before).hasSize(1);
        assertThat(host.loaded()).isEmpty();
    }
}
