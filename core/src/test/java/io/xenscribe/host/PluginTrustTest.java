package io.xenscribe.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.config.PluginPins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Plugins that others could have changed, and plugins that are pinned to their content. */
class PluginTrustTest extends PluginHosting {

    @Test
    void aJarThatOthersCanWriteIsRefusedAndNoOther() throws IOException {
        Path bad = idle("bad", "bad").jar(folder, "bad.jar");
        idle("good", "good").jar(folder, "good.jar");
        Files.setPosixFilePermissions(bad, PosixFilePermissions.fromString("rw-r--rw-"));

        host.loadAll(folder);

        assertThat(reason()).isEqualTo("is not trusted: it can be written by everybody; 'chmod o-w " + bad + "' helps");
        assertThat(host.loaded()).extracting(LoadedPlugin::id).containsExactly("good");
    }

    @Test
    void aFolderThatOthersCanWriteIsRefusedAsAWhole() throws IOException {
        idle("good", "good").jar(folder, "good.jar");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

        host.loadAll(folder);

        assertThat(host.loaded()).isEmpty();
        assertThat(host.refused()).singleElement().satisfies(refused -> {
            assertThat(refused.path()).isEqualTo(folder);
            assertThat(refused.reason()).contains("can be written by everybody");
        });
    }

    @Test
    void aPinnedPluginIsLoadedWhenItsContentIsTheOneThatWasPinned() throws Exception {
        Path jar = idle("weather", "weather").jar(folder, "weather.jar");
        String digest = digest(jar);
        host = new PluginHost(
                id -> true, collector -> Optional.empty(), new PluginPins(Map.of("weather", digest), true));

        host.loadAll(folder);

        assertThat(host.refused()).isEmpty();
        assertThat(host.loaded()).extracting(LoadedPlugin::id).containsExactly("weather");
    }

    @Test
    void aPluginThatIsNotTheOneThatWasPinnedIsRefusedWithBothDigests() throws Exception {
        Path jar = idle("weather", "weather").jar(folder, "weather.jar");
        String digest = digest(jar);
        String pinned = "0123456789abcdef".repeat(4);
        idle("other", "other").jar(folder, "other.jar");
        host = new PluginHost(
                id -> true, collector -> Optional.empty(), new PluginPins(Map.of("weather", pinned), false));

        host.loadAll(folder);

        assertThat(reason())
                .isEqualTo("is not the one that plugin-pins names: its SHA-256 is " + digest + ", pinned is " + pinned);
        assertThat(host.loaded()).extracting(LoadedPlugin::id).containsExactly("other");
    }

    @Test
    void aPluginWithoutAPinIsRefusedWhereOnlyPinnedOnesAreWanted() throws IOException {
        idle("weather", "weather").jar(folder, "weather.jar");
        host = new PluginHost(id -> true, collector -> Optional.empty(), new PluginPins(Map.of(), true));

        host.loadAll(folder);

        assertThat(reason()).isEqualTo("has no digest in plugin-pins, and 'only-pinned' is true");
    }

    @Test
    void aPluginInUseGoesOnWhenItsFolderIsNotTrustedAnyMore() throws IOException {
        idle("weather", "weather").jar(folder, "weather.jar");
        host.loadAll(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

        try (PluginHost next = lookAgain(PluginPins.NONE)) {
            assertThat(next.loaded()).isEqualTo(host.loaded()).hasSize(1);
            assertThat(next.refused()).extracting(RefusedPlugin::path).containsExactly(folder);
        }
    }

    @Test
    void aPluginInUseGoesOnWhenItIsPinnedAsItIs() throws Exception {
        String digest = digest(idle("weather", "weather").jar(folder, "weather.jar"));
        host.loadAll(folder);

        try (PluginHost next = lookAgain(new PluginPins(Map.of("weather", digest), true))) {
            assertThat(next.loaded()).isEqualTo(host.loaded()).hasSize(1);
            assertThat(next.refused()).isEmpty();
        }
    }

    @Test
    void aPluginInUseThatIsNotAsItIsPinnedNowEnds() throws IOException {
        idle("weather", "weather").jar(folder, "weather.jar");
        host.loadAll(folder);

        try (PluginHost next = lookAgain(new PluginPins(Map.of("weather", "0".repeat(64)), false))) {
            assertThat(next.loaded()).isEmpty();
            assertThat(next.refused())
                    .singleElement()
                    .satisfies(refused ->
                            assertThat(refused.reason()).startsWith("is not the one that plugin-pins names"));
        }
    }

    @Test
    void aPinnedPluginInUseGoesOnWhenItsJarIsExchanged() throws Exception {
        Path jar = idle("weather", "weather").jar(folder, "weather.jar");
        PluginPins pins = new PluginPins(Map.of("weather", digest(jar)), false);
        host = new PluginHost(id -> true, collector -> Optional.empty(), pins);
        host.loadAll(folder);
        Files.move(idle("weather", "other").jar(workshop, "other.jar"), jar, StandardCopyOption.REPLACE_EXISTING);

        try (PluginHost next = lookAgain(pins)) {
            assertThat(next.loaded()).isEqualTo(host.loaded()).hasSize(1);
            assertThat(next.refused())
                    .singleElement()
                    .satisfies(refused -> assertThat(refused.reason())
                            .startsWith("is not the one that plugin-pins names")
                            .endsWith("; what was loaded of it before stays in use"));
        }
    }

    /** Another look, as a reload takes it: beside the host that has the plugins in use. */
    private PluginHost lookAgain(PluginPins pins) {
        PluginHost next = new PluginHost(id -> true, collector -> Optional.empty(), pins);
        next.loadAll(folder, new EarlierPlugins(host, plugin -> true));
        return next;
    }

    private static String digest(Path jar) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));
    }
}
