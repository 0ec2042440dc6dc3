package io.xenscribe.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** When the configuration is read again, and what that changes. */
class ReloadingTest extends ReloadableAgent {

    @Test
    void aChangedMappingTakesEffectAndNothingElseIsWritten() throws Exception {
        put(reporting("sunny"), "weather.jar");
        start();
        awaitKey("data/text", "sunny");
        forget();

        write("mapping.yaml", MAPPING.replace("data/fixed: 1", "data/fixed: 2"));
        ReloadReport report = reload();

        assertThat(report.problems()).isEmpty();
        assertThat(report.isTaken()).isTrue();
        awaitKey("data/fixed", "2");
        assertThat(changes()).containsExactly("data/fixed");
    }

    @Test
    void aMistakeIsReportedAndAllStaysAsItWas() throws Exception {
        put(reporting("sunny"), "weather.jar");
        start();
        awaitKey("data/text", "sunny");
        Roster before = roster();
        forget();

        write("mapping.yaml", MAPPING + "  data/more: ${wether.text}\n");
        ReloadReport report = reload();

        assertThat(report.isTaken()).isFalse();
        assertThat(report.problems()).hasSize(1);
        assertThat(report.problems().getFirst()).contains("mapping.yaml:5:").contains("did you mean 'weather.text'?");
        assertThat(roster()).isSameAs(before);
        assertThat(changes()).isEmpty();

        write("mapping.yaml", MAPPING + "  data/more: ${weather.text}\n");
        assertThat(reload().isTaken()).isTrue();
        awaitKey("data/more", "sunny");
    }

    @Test
    void requestsThatComeTogetherAreServed() throws Exception {
        start();
        for (int i = 0; i < 20; i++) {
            reloading().request();
        }
        write("mapping.yaml", "version: 1\nkeys:\n  data/last: 1\n");
        reloading().request();

        awaitKey("data/last", "1");
        assertThat(reports).hasSizeLessThan(22);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void changesAreTakenUpByThemselves() throws Exception {
        start();
        onChange = ReloadOnChange.start(() -> roster().setup(), reloading());

        write("mapping.yaml", "version: 1\nkeys:\n  data/first: 1\n");
        awaitKey("data/first", "1");
        put(reporting("sunny"), "weather.jar");
        await(() -> !roster().setup().plugins().loaded().isEmpty());
        write("mapping.yaml", MAPPING);
        awaitKey("data/text", "sunny");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFolderThatAReloadNamesIsWatchedFromThenOn() throws Exception {
        start();
        onChange = ReloadOnChange.start(() -> roster().setup(), reloading());
        Path elsewhere = Files.createDirectories(workshop.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("own.yaml"), "version: 1\nkeys:\n  data/own: 1\n");

        write("agent.yaml", "mapping: " + elsewhere.resolve("own.yaml") + "\n");
        awaitKey("data/own", "1");
        Files.writeString(elsewhere.resolve("own.yaml"), "version: 1\nkeys:\n  data/own: 2\n");
        awaitKey("data/own", "2");
    }
}
