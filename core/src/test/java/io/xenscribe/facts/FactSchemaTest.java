package io.xenscribe.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.xenscribe.api.Key;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FactSchemaTest {

    record OfSet(Set<String> flags) {}

    record OfOptionalList(Optional<List<String>> maybe) {}

    record OfNestedList(List<List<String>> lists) {}

    record OfNumbers(Map<String, Integer> counts) {}

    record OfDouble(double load) {}

    record OfItself(List<OfItself> children) {}

    @SuppressWarnings("rawtypes")
    record OfRawList(List items) {}

    record OfWildcard(List<?> items) {}

    @ParameterizedTest
    @ValueSource(
            classes = {
                OfSet.class,
                OfOptionalList.class,
                OfNestedList.class,
                OfNumbers.class,
                OfDouble.class,
                OfItself.class,
                OfRawList.class,
                OfWildcard.class
            })
    void otherTypesAreRefusedByName(Class<? extends Record> type) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FactSchema.of(type))
                .withMessageContaining(type.getName());
    }

    @Test
    void theRefusalNamesTheComponentAndItsType() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FactSchema.of(OfSet.class))
                .withMessageStartingWith(
                        "io.xenscribe.facts.FactSchemaTest$OfSet.flags: java.util.Set<java.lang.String>"
                                + " is no type for facts");
    }

    @Test
    void describesEachFact() {
        record Disk(@Key String name, Optional<Long> inodes) {}
        record Disks(List<Disk> all, Map<String, String> labels, Sample.State state) {}
        assertThat(FactSchema.of(Disks.class).describe("disks"))
                .containsExactly(
                        "disks.all           list of records",
                        "disks.all[].name    text, key",
                        "disks.all[].inodes  integer, optional",
                        "disks.labels        map of texts",
                        "disks.state         up | lower-layer-down");
    }

    @ParameterizedTest
    @CsvSource({
        "operState, oper-state",
        "ipv4, ipv4",
        "hostName, host-name",
        "peerMACAddress, peer-mac-address",
        "isURL, is-url",
        "x, x",
        "swapTotal, swap-total"
    })
    void namesAreKebab(String java, String kebab) {
        assertThat(KebabCase.ofComponent(java)).isEqualTo(kebab);
    }

    record Throwing(String text, String other) {
        @Override
        public String text() {
            throw new IllegalStateException("on purpose");
        }
    }

    @Test
    @SuppressWarnings("NullAway") // a plugin built without this check can do it
    void anAccessorThatThrowsOrGivesNothingIsAnAbsentFact() {
        FactSchema schema = FactSchema.of(Throwing.class);
        Throwing facts = new Throwing("a", null);
        assertThat(schema.fact("text").orElseThrow().of(facts)).isNull();
        assertThat(schema.fact("other").orElseThrow().of(facts)).isNull();
        assertThat(schema.fact("other").orElseThrow().of("not such a record")).isNull();
    }
}
