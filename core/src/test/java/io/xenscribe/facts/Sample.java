package io.xenscribe.facts;

import io.xenscribe.api.Bytes;
import io.xenscribe.api.Key;
import io.xenscribe.api.MacAddress;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One component of each type that facts may have. */
record Sample(
        String text,
        int number,
        long bigNumber,
        boolean truth,
        State state,
        Bytes size,
        MacAddress mac,
        InetAddress address,
        Instant time,
        Duration period,
        Inner inner,
        List<Inner> inners,
        List<String> words,
        Map<String, String> strings,
        Optional<Integer> maybeNumber,
        Optional<Long> maybeBig,
        Optional<Boolean> maybeTruth,
        Optional<State> maybeState,
        Optional<Inner> maybeInner) {

    enum State {
        UP,
        LOWER_LAYER_DOWN
    }

    record Inner(@Key String name, Optional<Bytes> free) {}

    static Sample full() {
        return new Sample(
                "a \"quoted\"\\ text:\n\u0000\t\u2028 ü 😀 \ud800 ~",
                -5,
                Long.MAX_VALUE,
                true,
                State.LOWER_LAYER_DOWN,
                Bytes.of(4096),
                MacAddress.parse("00:16:3e:01:02:03"),
                InetAddress.ofLiteral("2001:db8::1"),
                Instant.parse("2026-11-22T03:45:45.123456789Z"),
                Duration.ofMillis(1500),
                new Inner("~", Optional.of(Bytes.of(0))),
                List.of(new Inner("", Optional.empty()), new Inner("no", Optional.of(Bytes.of(7)))),
                List.of("1.10", "null", "", "- a", "#"),
                Map.of("a.b c", "1"),
                Optional.of(0),
                Optional.of(-1L),
                Optional.of(false),
                Optional.of(State.UP),
                Optional.of(new Inner("x", Optional.empty())));
    }

    static Sample bare() {
        return new Sample(
                "",
                0,
                0,
                false,
                State.UP,
                Bytes.of(0),
                new MacAddress(0),
                InetAddress.ofLiteral("0.0.0.0"),
                Instant.EPOCH,
                Duration.ZERO,
                new Inner("", Optional.empty()),
                List.of(),
                List.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
