package io.xenscribe.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BytesTest {

    @Test
    void countsInUnitsOf1024() {
        Bytes bytes = Bytes.ofKib(3 * 1024 + 1);

        assertThat(bytes.count()).isEqualTo(3 * 1024 * 1024 + 1024);
        assertThat(bytes.kib()).isEqualTo(3 * 1024 + 1);
        assertThat(bytes.mib()).isEqualTo(3);
        assertThat(Bytes.of(1023).kib()).isZero();
    }

    @Test
    void isTheNumberOfBytesAsText() {
        assertThat(Bytes.ofKib(1)).hasToString("1024");
        assertThat(Bytes.of(Long.MAX_VALUE)).hasToString("9223372036854775807");
    }

    @Test
    void isOrderedByAmount() {
        assertThat(Bytes.of(9)).isLessThan(Bytes.of(10)).isEqualByComparingTo(new Bytes(9));
    }

    @Test
    void refusesWhatIsNoAmount() {
        assertThatThrownBy(() -> Bytes.of(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
        assertThatThrownBy(() -> Bytes.ofKib(Long.MAX_VALUE / 1000)).isInstanceOf(ArithmeticException.class);
    }
}
