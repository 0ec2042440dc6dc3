package io.xenscribe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigShowTest {

    private static final String BASE = """
            version: 1
            keys:
              data/text: ${alpha.text}
              data/loud: {value: "${alpha.text|upper}", when: [alpha.text, alpha.text != 'x']}
              data/gone: x
              attr/top:
                own: true
                keys:
                  a/b: {value: 'y'}
                  c:
                    value: "1"
            commit:
              data/updated: {value: 1, unless: [attr]}
            """;

    @TempDir
    Path folder;

    private CommandHome home;

    @BeforeEach
    void furnish() throws IOException {
        home = new CommandHome(folder);
        home.plugin("alpha", "context.publish(new Facts(\"hello\"));");
        home.write("config/mappings/base.yaml", BASE);
        home.write("config/mappings/own.yaml", """
                version: 1
                extends: base.yaml
                keys:
                  data/gone: ~
                  data/more: "${alpha.text ?? '#'}"
                """);
        home.write("config/agent.yaml", "mapping: mappings/own.yaml\nplugin-dirs: [plugins]\n");
        home.write("config/conf.d/site.yaml", """
                log: warn
                plugins: {other: off}
                keys:
                  data/loud: {quiet: true}
                  data/rack: B12
                """);
    }

    @AfterEach
    void restore() {
        home.close();
    }

    @Test
    void everyEntryHasThePlaceItComesFrom() {
        assertThat(home.run("config", "show", "mapping")).isZero();
        assertThat(home.text()).isEqualTo("""
                # base.yaml         %1$s/config/mappings/base.yaml
                # conf.d/site.yaml  %1$s/config/conf.d/site.yaml
                # own.yaml          %1$s/config/mappings/own.yaml
                version: 1

                keys:
                  data/text: ${alpha.text}         # base.yaml:3
                  data/loud:                       # base.yaml:4
                    value: ${alpha.text|upper}
                    when: [alpha.text, alpha.text != 'x']
                    quiet: true                    # conf.d/site.yaml:4
                  attr/top:                        # base.yaml:6
                    own: true
                  attr/top/a/b: y                  # base.yaml:9
                  attr/top/c: 1                    # base.yaml:10
                  data/more: ${alpha.text ?? '#'}  # own.yaml:5
                  data/rack: B12                   # conf.d/site.yaml:5
                # removed by ~: data/gone (own.yaml:4)

                commit:
                  data/updated:                    # base.yaml:13
                    value: 1
                    unless: [attr]
                """.formatted(folder));
    }

    @Test
    void optionsAreShownWithTheirDefaults() {
        assertThat(home.run("config", "show", "agent")).isZero();
        assertThat(home.text().replaceAll(" +# (?=agent.yaml:|conf.d/site.yaml:|default)", "  # "))
                .isEqualTo("""
                # agent.yaml        %1$s/config/agent.yaml
                # conf.d/site.yaml  %1$s/config/conf.d/site.yaml
                mapping: %1$s/config/mappings/own.yaml  # agent.yaml:1
                plugin-dirs: [%1$s/plugins]  # agent.yaml:2
                plugins:
                  alpha: on  # default
                  other: off  # conf.d/site.yaml:2
                store: auto  # default
                nodes: 800  # default
                log: warn  # conf.d/site.yaml:1
                reload: on-signal  # default
                """.formatted(folder));
    }

    @Test
    void whatIsShownGivesTheSameKeys() throws IOException {
        assertThat(home.run("preview", "--json")).isZero();
        List<String> keys =
                home.out().stream().filter(line -> !line.contains("\"rule\"")).toList();
        assertThat(keys).anyMatch(line -> line.contains("\"HELLO\""));

        home.run("config", "show", "mapping");
        Path mapping = home.write("shown/mapping.yaml", home.text());
        Path agent = home.write("shown/agent.yaml", "mapping: " + mapping + "\nplugin-dirs: [plugins]\n");
        assertThat(home.run("preview", "--json", "--config", agent.toString())).isZero();
        assertThat(home.out()).filteredOn(line -> !line.contains("\"rule\"")).isEqualTo(keys);

        home.run("config", "show", "agent");
        agent = home.write("shown/agent.yaml", home.text());
        assertThat(home.run("config", "check", "--config", agent.toString())).isZero();
    }

    @Test
    void programsGetOneEntryAField() {
        assertThat(home.run("config", "show", "--json")).isZero();
        assertThat(home.text()).contains("""
                  {
                    "part": "keys",
                    "path": "data/loud",
                    "field": "quiet",
                    "value": "true",
                    "file": "%s/config/conf.d/site.yaml",
                    "line": 4
                  },
                """.formatted(folder).indent(0)).contains("""
                    "part": "agent",
                    "path": "",
                    "field": "store",
                    "value": "auto"
                  },
                """);
    }

    @Test
    void onlyTwoPartsAreKnown() {
        assertThat(home.run("config", "show", "mappings")).isEqualTo(2);
        assertThat(home.err()).singleElement().asString().contains("PART is agent or mapping, not 'mappings'");
    }
}
