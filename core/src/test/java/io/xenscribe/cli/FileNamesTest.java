package io.xenscribe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.config.Place;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileNamesTest {

    private static final List<String> FILES = List.of(
            "/etc/xenscribe/agent.yaml",
            "/etc/xenscribe/conf.d/site.yaml",
            "/opt/x/plugins/memory.jar!/options.yaml",
            "",
            "/etc/xenscribe/mappings/own.yaml",
            "/opt/x/config/mappings/own.yaml",
            "relative.yaml");

    @Test
    void asManyFoldersAsTellFilesApart() {
        FileNames names = new FileNames(FILES);
        assertThat(FILES)
                .extracting(file -> names.of(new Place(file, 3, 1)))
                .containsExactly(
                        "agent.yaml:3",
                        "conf.d/site.yaml:3",
                        "memory.jar!/options.yaml:3",
                        "default",
                        "xenscribe/mappings/own.yaml:3",
                        "config/mappings/own.yaml:3",
                        "relative.yaml:3");
        assertThat(names.legend())
                .hasSize(6)
                .first()
                .isEqualTo("agent.yaml                   /etc/xenscribe/agent.yaml");
    }
}
