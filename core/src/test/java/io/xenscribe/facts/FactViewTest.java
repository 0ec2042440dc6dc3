package io.xenscribe.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.api.Bytes;
import io.xenscribe.api.MacAddress;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FactViewTest {

    enum State {
        LOWER_LAYER_DOWN
    }

    record Nic(String name, Optional<Integer> vif, MacAddress mac, State operState, List<InetAddress> addresses) {}

    record Facts(
            Bytes total,
            boolean up,
            long big,
            Duration age,
            List<Nic> nics,
            Map<String, String> strings,
            Optional<Nic> none) {}

    private static final FactType TYPE = new FactType.Group(FactSchema.of(Facts.class));

    private static final Facts FACTS = new Facts(
            Bytes.of(4096),
            true,
            7,
            Duration.ofSeconds(60),
            List.of(new Nic(
                    "enX0",
                    Optional.of(3),
                    new MacAddress(0x00163e000001L),
                    State.LOWER_LAYER_DOWN,
                    List.of(InetAddress.ofLiteral("2001:db8::1")))),
            Map.of("rack", "B12"),
            Optional.empty());

    @Test
    void recordsAreMapsByTheNamesOfJava() {
        assertThat(FactView.of(FACTS, TYPE))
                .asString()
                .isEqualTo("{total=4096, up=true, big=7, age=60s, nics=[{name=enX0, vif=3, mac=00:16:3e:00:00:01,"
                        + " operState=lower-layer-down, addresses=[2001:db8::1]}], strings={rack=B12}, none=null}");
    }

    private static Map<?, ?> view() {
        if (FactView.of(FACTS, TYPE) instanceof Map<?, ?> view) {
            return view;
        }
        throw new AssertionError("no map");
    }

    @Test
    void numbersAreLongs() {
        assertThat(Arrays.<@Nullable Object>asList(view().get("total"), view().get("big"), view().get("up")))
                .containsExactly(4096L, 7L, true);
        assertThat(view().get("nics"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .first()
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("vif", 3L);
    }

    @Test
    void whatIsNotThereIsNull() {
        assertThat(view().get("none")).isNull();
        assertThat(view().containsKey("none")).isTrue();
        assertThat(view().get("oper-state")).isNull();
        assertThat(view().containsKey("oper-state")).isFalse();
        assertThat(FactView.of(null, TYPE)).isNull();
    }
}
