package io.xenscribe.plugin.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AddressListTest {

    private final AddressList list = new AddressList();

    @Test
    void theOldestStaysFirstWhateverTheOrderOfArrival() {
        Random random = new Random(3);
        List<Change.AddressSeen> all = new ArrayList<>();
        for (int n = 1; n <= 100; n++) {
            all.add(seen("10.0.0." + n, 24, n));
        }
        List<Change.AddressSeen> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, random);

        shuffled.forEach(address -> list.put(address, false));

        assertThat(list.addresses())
                .isEqualTo(all.stream().map(Change.AddressSeen::address).toList());
    }

    @Test
    void thoseOfOneMomentStayInTheOrderOfArrivalOrInItsReverse() {
        list.put(seen("10.0.0.1", 24, 5), false);
        list.put(seen("10.0.0.2", 24, 5), false);
        list.put(seen("10.0.0.3", 24, 5), true);

        assertThat(texts()).containsExactly("10.0.0.3", "10.0.0.1", "10.0.0.2");
    }

    @Test
    void theSameNewsIsNoChange() {
        assertThat(list.put(seen("10.0.0.1", 24, 5), false)).isTrue();
        assertThat(list.put(seen("10.0.0.1", 24, 5), false)).isFalse();
        assertThat(list.remove(seen("10.0.0.2", 24, 5).id())).isFalse();
        assertThat(list.remove(seen("10.0.0.1", 24, 5).id())).isTrue();
        assertThat(list.addresses()).isEmpty();
    }

    @Test
    void anAddressWithTwoPrefixLengthsIsListedOnceAndLivesAsLongAsOneOfThem() {
        list.put(seen("10.0.0.1", 24, 1), false);
        list.put(seen("10.0.0.1", 32, 2), false);
        assertThat(list.addresses()).extracting(Address::prefixLength).containsExactly(24);

        list.remove(seen("10.0.0.1", 24, 1).id());
        assertThat(list.addresses()).extracting(Address::prefixLength).containsExactly(32);
    }

    private List<String> texts() {
        return list.addresses().stream().map(a -> a.address().getHostAddress()).toList();
    }

    private static Change.AddressSeen seen(String text, int prefixLength, int created) {
        try {
            InetAddress address = InetAddress.getByName(text);
            return new Change.AddressSeen(
                    1,
                    new Change.AddressId(address, address, prefixLength),
                    new Address(address, prefixLength, Scope.GLOBAL, List.of(), Optional.empty()),
                    created);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
