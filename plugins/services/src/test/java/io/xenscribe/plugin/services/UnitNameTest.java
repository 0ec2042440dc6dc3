package io.xenscribe.plugin.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitNameTest {

    @ParameterizedTest
    @CsvSource({
        "ssh, ssh.service",
        "ssh.service, ssh.service",
        "php8.2-fpm, php8.2-fpm.service",
        "getty@tty1, getty@tty1.service",
        "a\\x2db.service, a\\x2db.service"
    })
    void theSuffixMayBeLeftOut(String written, String name) {
        assertThat(UnitName.of(written).text()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "../x", "a/b", "a b", "ä", "@a", "a@b@c", ".service"})
    void whatIsNoNameOfAUnitIsRefused(String written) {
        assertThatThrownBy(() -> options(List.of(written), List.of()))
                .hasMessage("'" + written + "' is no name of a unit");
    }

    @Test
    void whatIsNoServiceIsRefused() {
        assertThatThrownBy(() -> options(List.of("ssh.socket"), List.of()))
                .hasMessageStartingWith("'ssh.socket' is no service");
        assertThatThrownBy(() -> options(List.of("getty@"), List.of()))
                .hasMessageStartingWith("'getty@' is a template");
    }

    @ParameterizedTest
    @CsvSource({
        "system.slice, /system.slice",
        "app-web.slice, /app.slice/app-web.slice",
        "a-b-c.slice, /a.slice/a-b.slice/a-b-c.slice",
        "-.slice, ''"
    })
    void aDashInASliceIsALevel(String name, String folder) {
        assertThat(Slice.of(name).folder()).isEqualTo(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "system", ".slice", "a/b.slice", "-a.slice", "a-.slice", "a--b.slice"})
    void whatIsNoNameOfASliceIsRefused(String name) {
        assertThatThrownBy(() -> options(List.of(), List.of(name)))
                .hasMessageStartingWith("'" + name + "' is no name of a slice");
    }

    @Test
    void theDashesOfATemplateAreNoLevels() {
        assertThat(UnitName.of("systemd-fsck@sda1").ownSlice())
                .hasValue(new Slice("/system.slice/system-systemd\\x2dfsck.slice"));
    }

    @Test
    void refusesAPeriodThatWouldSpin() {
        assertThatThrownBy(() -> new ServiceOptions(List.of(), List.of(), Duration.ofMillis(999)))
                .hasMessage("period must be at least 1s");
    }

    private static ServiceOptions options(List<String> units, List<String> slices) {
        return new ServiceOptions(units, slices, Duration.ofSeconds(60));
    }
}
