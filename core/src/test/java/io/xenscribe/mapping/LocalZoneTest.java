package io.xenscribe.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalZoneTest {

    @TempDir
    Path folder;

    private Path link(String target) throws IOException {
        Path link = folder.resolve("localtime");
        Files.deleteIfExists(link);
        return Files.createSymbolicLink(link, Path.of(target));
    }

    @AfterEach
    void remove() throws IOException {
        Files.deleteIfExists(folder.resolve("localtime"));
    }

    @Test
    void itFollowsTheLinkWhenThatChanges() throws IOException {
        assertThat(LocalZone.of(null, link("/usr/share/zoneinfo/Asia/Tokyo"))).isEqualTo(ZoneId.of("Asia/Tokyo"));
        assertThat(LocalZone.of("", link("../usr/share/zoneinfo/America/Argentina/Salta")))
                .isEqualTo(ZoneId.of("America/Argentina/Salta"));
    }

    @Test
    void whatNamesNoZoneLeavesItToJava() throws IOException {
        ZoneId java = ZoneId.systemDefault();
        assertThat(LocalZone.of(null, link("/usr/share/zoneinfo/Nowhere/Else"))).isEqualTo(java);
        assertThat(LocalZone.of(null, link("/etc/elsewhere"))).isEqualTo(java);
        assertThat(LocalZone.of(null, Files.writeString(folder.resolve("file"), "TZif")))
                .isEqualTo(java);
        assertThat(LocalZone.of(null, folder.resolve("none"))).isEqualTo(java);
        assertThat(LocalZone.of("Europe/Berlin", link("/usr/share/zoneinfo/Asia/Tokyo")))
                .isEqualTo(java);
    }
}
