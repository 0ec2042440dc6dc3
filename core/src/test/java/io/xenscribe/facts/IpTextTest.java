package io.xenscribe.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IpTextTest {

    /** The examples of RFC 5952, sections 1, 2 and 4, and the edges. */
    @ParameterizedTest
    @CsvSource({
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:0db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8:aaaa:bbbb:cccc:dddd:eeee:0001, 2001:db8:aaaa:bbbb:cccc:dddd:eeee:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:DB8:0:0:8:800:200C:417A, 2001:db8::8:800:200c:417a",
        "2001:db8:0:0:0:0:2:1, 2001:db8::2:1",
        "FF01:0:0:0:0:0:0:101, ff01::101",
        "0:0:0:0:0:0:0:1, ::1",
        "0:0:0:0:0:0:0:0, ::",
        "1:0:0:0:0:0:0:0, 1::",
        "0:1:0:0:0:0:0:0, 0:1::",
        "0:0:1:0:0:0:0:0, 0:0:1::",
        "1:2:3:4:5:6:0:0, 1:2:3:4:5:6::",
        "0:0:3:4:5:6:7:8, ::3:4:5:6:7:8",
        "fe80:0:0:0:216:3eff:fe5e:6c00, fe80::216:3eff:fe5e:6c00",
        "10.0.0.4, 10.0.0.4",
        "255.255.255.255, 255.255.255.255",
        "0.0.0.0, 0.0.0.0"
    })
    void isTheRecommendedText(String written, String text) {
        assertThat(FactText.of(InetAddress.ofLiteral(written))).isEqualTo(text);
    }

    @Test
    void anIpv4AddressWithinIsShownAsOne() throws UnknownHostException {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff, (byte) 192, 0, 2, 1};
        assertThat(FactText.of(Inet6Address.getByAddress(null, mapped, 0))).isEqualTo("::ffff:192.0.2.1");
    }

    @Test
    void theZoneIsNoPartOfIt() throws UnknownHostException {
        byte[] local = InetAddress.ofLiteral("fe80::1").getAddress();
        assertThat(FactText.of(Inet6Address.getByAddress(null, local, 3))).isEqualTo("fe80::1");
    }
}
