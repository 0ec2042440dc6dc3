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

    private static final AddressPolicy ALL = new AddressPolicy(Samples.OPTIONS);

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

        assertThat(list.addresses(ALL))
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
        assertThat(list.addresses(ALL)).isEmpty();
    }

    @Test
    void anAddressWithTwoPrefixLengthsIsListedOnceAndLivesAsLongAsOneOfThem() {
        list.put(seen("10.0.0.1", 24, 1), false);
        list.put(seen("10.0.0.1", 32, 2), false);
        assertThat(list.addresses(ALL)).extracting(Address::prefixLength).containsExactly(24);

        list.remove(seen("10.0.0.1", 24, 1).id());
        assertThat(list.addresses(ALL)).extracting(Address::prefixLength).containsExactly(32);
    }

    @Test
    void theFittestComesFirstAndThenTheWidest() {
        list.put(seen("2001:db8::d", 64, 1, AddressFlag.DEPRECATED), true);
        list.put(seen("2001:db8::7", 64, 2, AddressFlag.TEMPORARY), true);
        list.put(seen("2001:db8::1", 64, 4), true);
        list.put(seen("2001:db8::2", 64, 3), true);
        list.put(seen("fe80::1", 64, 0), true);

        assertThat(texts())
                .containsExactly(
                        "2001:db8:0:0:0:0:0:2",
                        "2001:db8:0:0:0:0:0:1",
                        "2001:db8:0:0:0:0:0:7",
                        "2001:db8:0:0:0:0:0:d",
                        "fe80:0:0:0:0:0:0:1");
    }

    @Test
    void anAddressMovesWhenItIsDeprecatedAndWhenItIsNot() {
        list.put(seen("2001:db8::1", 64, 1), true);
        list.put(seen("2001:db8::2", 64, 2), true);

        assertThat(list.put(seen("2001:db8::1", 64, 1, AddressFlag.DEPRECATED), false))
                .isTrue();
        assertThat(texts()).containsExactly("2001:db8:0:0:0:0:0:2", "2001:db8:0:0:0:0:0:1");
        list.put(seen("2001:db8::1", 64, 1), false);
        assertThat(texts()).containsExactly("2001:db8:0:0:0:0:0:1", "2001:db8:0:0:0:0:0:2");
    }

    @Test
    void whatIsNotUsableIsNotListed() {
        list.put(seen("2001:db8::1", 64, 1, AddressFlag.TENTATIVE), true);
        list.put(seen("2001:db8::2", 64, 2, AddressFlag.TENTATIVE, AddressFlag.DADFAILED), true);
        list.put(seen("2001:db8::3", 64, 3, AddressFlag.TENTATIVE, AddressFlag.OPTIMISTIC), true);
        list.put(seen("2001:db8::4", 64, 4), true);

        assertThat(texts()).containsExactly("2001:db8:0:0:0:0:0:4");
    }

    private List<String> texts() {
        return list.addresses(ALL).stream()
                .map(a -> a.address().getHostAddress())
                .toList();
    }

    private static Change.AddressSeen seen(String text, int prefixLength, int created, AddressFlag... flags) {
        try {
            InetAddress address = InetAddress.getByName(text);
            return new Change.AddressSeen(
                    1,
                    new Change.AddressId(address, address, prefixLength),
                    new Address(
                            address,
                            prefixLength,
                            address.isLinkLocalAddress() ? Scope.LINK : Scope.GLOBAL,
                            List.of(flags),
                            Optional.empty()),
                    created);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
