package io.xenscribe.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiRangeTest {

    @ParameterizedTest
    @CsvSource({
        "^0.1.0, 0.1.0, true",
        "^0.1.0, 0.1.9, true",
        "^0.1.0, 0.2.0, false",
        "^0.1.2, 0.1.1, false",
        "^0.0.3, 0.0.4, false",
        "^1.2.3, 1.9.0, true",
        "^1.2.3, 2.0.0, false",
        "1.2, 1.2.0, true",
        "1.2, 1.3.0, true",
        "1.2, 2.0.0, false",
        ">=0.1 <0.3, 0.2.7, true",
        ">=0.1 <0.3, 0.3.0, false",
        ">=0.1&<0.3, 0.0.9, false",
        ">0.1.0, 0.1.0, false",
        "<=0.1.0, 0.1.0, true",
        "=0.1.0, 0.1.0, true",
        "=0.1.0, 0.1.1, false",
        "^0.1.0, 0.1.5-SNAPSHOT, true",
    })
    void admits(String range, String version, boolean admitted) {
        assertThat(ApiRange.parse(range).admits(ApiVersion.parse(version))).isEqualTo(admitted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " & ", "~0.1", "^", "^0.1.x", "0.1.0.0", ">=0..1", "^-1", "[0.1,0.2)", "99999999999"})
    void whatIsNoRangeIsNotGuessed(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ApiRange.parse(text));
    }

    @Test
    void thisAgentHasTheVersionOfTheBuild() throws IOException {
        assertThat(Path.of("../plugin-api/pom.xml"))
                .content()
                .contains("<version>" + ApiVersion.current() + "</version>");
    }
}
