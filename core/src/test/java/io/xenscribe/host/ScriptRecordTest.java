package io.xenscribe.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.config.Node;
import io.xenscribe.config.Place;
import io.xenscribe.mapping.ScriptCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptRecordTest {

    @TempDir
    Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void name() {
        file = folder.resolve("scripts.json");
    }

    private static ScriptCode code(String text, int line) {
        return new ScriptCode(new Node.Scalar(new Place("/etc/m.yaml", line, 9), text, -1, 3), List.of());
    }

    @Test
    void twoEndsSwitchAScriptOffUntilItChanges() {
        ScriptRecord.read(file).note(code("a\u001bb", 7));
        assertThat(ScriptRecord.read(file).isOff(code("a\u001bb", 7))).isFalse();

        ScriptRecord.read(file).note(code("a\u001bb", 7));
        ScriptRecord known = ScriptRecord.read(file);

        assertThat(known.isOff(code("a\u001bb", 7))).isTrue();
        assertThat(known.isOff(code("a\u001bb", 8))).as("a line more above it").isTrue();
        assertThat(known.isOff(code("a\u001bc", 7))).as("changed").isFalse();
    }

    @Test
    void aFileThatIsNoneIsNoRecord() throws IOException {
        assertThat(ScriptRecord.read(file).isOff(code("a", 1))).isFalse();
        for (String garbage : List.of("", "[1]", "{\"ends\": 3}", "{\"ends\": {\"x\": \"y\"}}", "{")) {
            Files.writeString(file, garbage);
            assertThat(ScriptRecord.read(file).isOff(code("a", 1))).isFalse();
        }
    }
}
