package io.xenscribe.plugin.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternTest {

    @ParameterizedTest
    @CsvSource({
        "veth*, veth1a2b3c",
        "veth*, veth",
        "*, enX0",
        "*, ''",
        "eth0, eth0",
        "eth?, eth0",
        "e*0, eth0",
        "e*h*0, eth10h0",
        "*.calico, vxlan.calico",
        "br-????????????, br-0a1b2c3d4e5f",
        "**a**, a",
        "'*aab', aaaaaab",
    })
    void matches(String pattern, String name) {
        assertThat(new NamePattern(pattern).matches(name)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "veth*, vet",
        "veth*, xveth0",
        "eth0, eth00",
        "eth0, eth",
        "eth?, eth",
        "eth?, eth10",
        "e*h, eth0",
        "br-????????????, br-lan",
        "'', a",
        "docker*, Docker0",
        "a.c, abc",
        "[ab], a",
    })
    void doesNotMatch(String pattern, String name) {
        assertThat(new NamePattern(pattern).matches(name)).isFalse();
    }

    @Test
    @Timeout(5)
    void manyStarsTakeNoLongTime() {
        assertThat(new NamePattern("*a".repeat(500) + "b").matches("a".repeat(5000)))
                .isFalse();
    }
}
