package io.xenscribe.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class JsonWriterTest {

    @Test
    void writesIndentedAndInOrder() {
        JsonWriter json = new JsonWriter()
                .beginObject()
                .name("b")
                .value(1)
                .name("a")
                .beginArray()
                .value("x")
                .beginObject()
                .endObject()
                .beginArray()
                .endArray()
                .value(true)
                .endArray()
                .endObject();
        assertThat(json.toString()).isEqualTo("""
                        {
                          "b": 1,
                          "a": [
                            "x",
                            {},
                            [],
                            true
                          ]
                        }""");
    }

    @Test
    void escapesWhatMustNotStandInText() {
        assertThat(new JsonWriter().value("\"\\\n\r\t\b\0\u007f ü😀\ud800").toString())
                .isEqualTo("\"\\\"\\\\\\n\\r\\t\\u0008\\u0000\\u007f ü😀\\ud800\"");
    }

    @Test
    void refusesToEndWhatHasNotBegun() {
        assertThatIllegalStateException().isThrownBy(() -> new JsonWriter().endArray());
    }
}
