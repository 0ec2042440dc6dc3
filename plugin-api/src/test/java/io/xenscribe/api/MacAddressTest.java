package io.xenscribe.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MacAddressTest {

    @Test
    void isTheSameFromBytesAndText() {
        MacAddress fromBytes = MacAddress.of(new byte[] {0, 0x16, 0x3e, (byte) 0xfe, (byte) 0x80, 1});

        assertThat(fromBytes)
                .isEqualTo(MacAddress.parse("00:16:3E:fe:80:01"))
                .isEqualTo(MacAddress.parse("00-16-3e-fe-80-01"))
                .hasToString("00:16:3e:fe:80:01");
        assertThat(fromBytes.bits()).isEqualTo(0x163efe8001L);
    }

    @Test
    void keepsLeadingAndTrailingZeros() {
        assertThat(new MacAddress(0)).hasToString("00:00:00:00:00:00");
        assertThat(new MacAddress(0xffff_ffff_ff00L)).hasToString("ff:ff:ff:ff:ff:00");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00:16:3e:fe:80",
                "00:16:3e:fe:80:0g",
                "00:16:3e:fe:80:01:02",
                "00163efe8001",
                "0:016:3e:fe:80:01",
                "00:16:3e:fe:80:\u0661\u0661"
            })
    void refusesOtherText(String text) {
        assertThatThrownBy(() -> MacAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a MAC address");
    }

    @Test
    void refusesAnotherNumberOfBytes() {
        assertThatThrownBy(() -> MacAddress.of(new byte[20])).hasMessageContaining("not 20");
        assertThatThrownBy(() -> new MacAddress(1L << 48)).isInstanceOf(IllegalArgumentException.class);
    }
}
