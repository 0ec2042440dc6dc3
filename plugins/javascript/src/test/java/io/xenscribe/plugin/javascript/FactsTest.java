package io.xenscribe.plugin.javascript;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a script sees of the facts. */
class FactsTest extends ScriptBench {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "vif.name | eth7",
                "vif.mtu + 1 | 1501",
                "vif.up ? 'up' : 'down' | up",
                "vif.ipv4[1] | 10.7.0.1",
                "vif.ipv4.length | 4",
                "vif.ipv4.at(-1) | 10.7.0.3",
                "network.interfaces[2].ipv4[0] | 10.2.0.0",
                "network.interfaces.flatMap(n => n.ipv4).filter(ip => !ip.startsWith('10.1.')).length | 4",
                "network.interfaces.map(n => n.name).join() | eth0,eth1,eth2",
                "network.interfaces.find(n => n.name === 'eth1').mtu | 1500",
                "network.interfaces.some(n => n.up) && network.interfaces.every(n => n.up) | true",
                "vif.ipv4.includes('10.7.0.2') | true",
                "vif.ipv4.indexOf('10.7.0.2') | 2",
                "vif.ipv4.slice(1, 3).join(' ') | 10.7.0.1 10.7.0.2",
                "vif.ipv4.reduce((n, ip) => n + ip.length, 0) | 32",
                "[...vif.ipv4].reverse()[0] | 10.7.0.3",
                "[...vif.ipv4].sort((a, b) => a < b ? 1 : -1)[0] | 10.7.0.3",
                "vif.ipv4.toSorted((a, b) => a < b ? 1 : -1)[0] | 10.7.0.3",
                "[].concat(vif.ipv4, vif.ipv6).length | 8",
                "new Set(vif.ipv4).size | 4",
                "let n = 0; for (const ip of vif.ipv4) n += ip.length; return n | 32",
                "let s = ''; for (const k in vif) s += k + ' '; return s.trim() | name mtu up ipv4 ipv6",
                "const {name, ...rest} = vif; return name + Object.keys(rest).length | eth74",
                "const [first, ...rest] = vif.ipv4; return first + rest.length | 10.7.0.03",
                "Object.keys(vif).join() | name,mtu,up,ipv4,ipv6",
                "Object.entries(vif)[1].join('=') | mtu=1500",
                "Object.values(vif)[0] | eth7",
                "({...vif}).name | eth7",
                "'name' in vif && !('nome' in vif) && Object.hasOwn(vif, 'mtu') | true",
                "Array.isArray(vif.ipv4) && !Array.isArray(vif) | true",
                "JSON.stringify(vif.ipv4) | [`10.7.0.0`,`10.7.0.1`,`10.7.0.2`,`10.7.0.3`]",
                "typeof vif.name + typeof vif.mtu + typeof vif.up + typeof vif + typeof vif.ipv4 "
                        + "| stringnumberbooleanobjectobject",
                "network.interfaces[1] === network.interfaces[1] | true",
                "network.interfaces.indexOf(network.interfaces[1]) | 1",
            })
    void factsAreReadLikePlainJavaScript(String code, String expected) {
        assertThat(run(code)).isEqualTo(expected.replace('`', '"'));
    }

    @Test
    void whatIsAbsentIsNotThere() {
        assertThat(run("vif.alias === undefined && vif.nothing === undefined")).isEqualTo("true");
        assertThat(run("vif.alias?.x ?? vif.nothing?.x ?? vif.ipv4[99] ?? 'none'"))
                .isEqualTo("none");
        assertThat(run("host === null", null)).isEqualTo("true");
        assertThat(run("host[0] === null && host.length", Arrays.asList(null, "x")))
                .isEqualTo("2");
        assertThat(run("host.length", List.of())).isEqualTo("0");
    }

    @Test
    void integersAreExactAsTextAndUpToTwoToThe53InArithmetic() {
        assertThat(run("String(host)", Long.MAX_VALUE)).isEqualTo("9223372036854775807");
        assertThat(run("host", Long.MIN_VALUE)).isEqualTo("-9223372036854775808");
        assertThat(run("host / 1024", 1L << 56)).isEqualTo("70368744177664");
        assertThat(run("host + 1", 9007199254740990L)).isEqualTo("9007199254740991");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vif.name = 'x'",
                "vif.more = 'x'",
                "vif.ipv4[0] = 'x'",
                "vif.ipv4.push('x')",
                "vif.ipv4.sort()",
                "vif.ipv4.reverse()",
                "vif.ipv4.length = 0",
                "delete vif.name",
                "delete vif.ipv4[0]",
                "Object.assign(vif, {name: 'x'})",
                "network.interfaces[0].ipv4.pop()",
                "Object.setPrototypeOf(vif, null)",
                "Object.defineProperty(vif, 'name', {value: 'x'})",
            })
    void factsCannotBeChanged(String code) {
        assertThat(failure(code)).contains(" TypeError: ");
        assertThat(run("try { " + code + " } catch (e) { return String(e instanceof TypeError); }"))
                .isEqualTo("true");
        assertThat(run("vif.name + vif.ipv4 + network.interfaces[0].ipv4"))
                .isEqualTo("eth710.7.0.0,10.7.0.1,10.7.0.2,10.7.0.310.0.0.0,10.0.0.1");
    }

    @Test
    void aFactWithAReservedNameHasALineAfterIt() throws Exception {
        assertThat(JS.compile("package_ + class_", List.of("package", "class")).call(List.of("a", "b")))
                .isEqualTo("ab");
    }
}
