package io.xenscribe.mappingtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TimeZone;
import org.junit.jupiter.api.Test;

class MappingTestTest {

    @Test
    void passesWhenAllKeysAreAsExpected() {
        assertThat(Trial.run("""
                        - facts: {os: {name: Debian}}
                          keys: {data/name: Debian}
                        """).passed()).isTrue();
    }

    @Test
    void namesEachKeyThatIsNotAsExpectedWithItsRule() {
        assertThat(Trial.differences("""
                        - facts: {os: {name: Debian, domain: example.org}}
                          keys:
                            data/name: Alpine
                            data/rack: B12
                        """))
                .containsExactly(
                        "1 KEY different data/name: Alpine -> Debian @4 m.yaml:3",
                        "1 KEY missing data/rack: B12 -> ~ @5 -",
                        "1 KEY unexpected data/domain: ~ -> example.org @2 m.yaml:4");
    }

    @Test
    void someLooksAtNothingElse() {
        assertThat(Trial.differences("""
                        - facts: {os: {name: Debian, domain: example.org}}
                          some: {data/name: Debian, data/rack: ~}
                        - some: {data/name: ~, data/rack: B12}
                        """))
                .containsExactly(
                        "2 KEY unexpected data/name: ~ -> Debian @4 m.yaml:3",
                        "2 KEY missing data/rack: B12 -> ~ @4 -");
    }

    @Test
    void factsAndKeysAreChangesToTheStepBefore() {
        assertThat(Trial.differences("""
                        - facts:
                            os: {name: Debian, domain: example.org}
                            network: {interfaces: [{name: eth0, ipv4: [10.0.0.4]}]}
                          keys:
                            data/name: Debian
                            data/domain: example.org
                            attr/eth0: ""
                            attr/eth0/ip/0: 10.0.0.4
                        - facts: {os: {domain: ~}}
                          keys: {data/domain: ~}
                        - facts: {network: ~, os: {name: Alpine}}
                          keys: {attr/eth0: ~, data/name: Alpine}
                        """)).isEmpty();
    }

    @Test
    void slotsStayFromStepToStep() {
        assertThat(Trial.differences("""
                        - facts: {network: {interfaces: [{name: eth0, ipv4: [10.0.0.4, 10.0.0.5]}]}}
                          keys: {attr/eth0: "", attr/eth0/ip/0: 10.0.0.4, attr/eth0/ip/1: 10.0.0.5}
                        - facts: {network: {interfaces: [{name: eth0, ipv4: [10.0.0.6, 10.0.0.5]}]}}
                          keys: {attr/eth0/ip/0: 10.0.0.6}
                        - facts: {network: {interfaces: [{name: eth0, ipv4: [10.0.0.5]}]}}
                          keys: {attr/eth0/ip/0: 10.0.0.5, attr/eth0/ip/1: ~}
                        - facts: {network: {interfaces: [{name: eth0, ipv4: [10.0.0.9, 10.0.0.5]}]}}
                          keys: {attr/eth0/ip/0: 10.0.0.9, attr/eth0/ip/1: 10.0.0.5}
                        """)).isEmpty();
    }

    @Test
    void commitKeysFollowWhatChangesInTheStep() {
        assertThat(Trial.differences("""
                        - facts: {os: {name: Debian}}
                          commit: {attr/touched: 1, data/updated: Sun Nov 22 03:45:45 2026}
                        - commit: {}
                        - facts: {os: {domain: example.org}}
                          commit: {}
                        - facts: {network: {interfaces: [{name: eth0}]}, agent: {now: "2026-11-23T00:00:00Z"}}
                          commit: {data/updated: Mon Nov 23 00:00:00 2026}
                        - facts: {network: ~}
                          commit: {data/updated: Mon Nov 23 00:00:00 2026}
                        """)).isEmpty();
        assertThat(Trial.differences("""
                        - facts: {os: {name: Debian}}
                          commit: {data/updated: never, data/ghost: 1}
                        - commit: {attr/touched: 1}
                        - facts: {os: {name: Alpine}}
                          commit: {data/updated: Sun Nov 22 03:45:45 2026, attr/touched: 1}
                        """))
                .containsExactly(
                        "1 COMMIT different data/updated: never -> Sun Nov 22 03:45:45 2026 @3 m.yaml:12",
                        "1 COMMIT missing data/ghost: 1 -> ~ @3 -",
                        "1 COMMIT unexpected attr/touched: ~ -> 1 @2 m.yaml:11",
                        "2 COMMIT missing attr/touched: 1 -> ~ @4 -",
                        "3 COMMIT different : data/updated, attr/touched -> attr/touched, data/updated @5 -");
    }

    @Test
    void aWarningMustBeExpectedAndAnExpectedOneMustCome() {
        String three = "- facts: {network: {interfaces: [{name: eth0, ipv4: [10.0.0.4, 10.0.0.5, 10.0.0.6]}]}}\n";
        assertThat(Trial.differences(three + "  warnings: [1 of 3 left out]")).isEmpty();
        assertThat(Trial.differences(three + "  some: {attr/eth0: ''}"))
                .containsExactly("1 WARNING unexpected : ~ -> attr/eth0/ip/${slot}: 1 of 3 left out, there are 2 slots"
                        + " (m.yaml:9) @2 -");
        assertThat(Trial.differences("- {warnings: [left out]}"))
                .containsExactly("1 WARNING missing : left out -> ~ @2 -");
    }

    @Test
    void whatStaysWrongIsToldOnce() {
        assertThat(Trial.differences("""
                        - facts: {os: {name: Debian}}
                          keys: {data/name: Alpine}
                        - facts: {os: {domain: example.org}}
                          keys: {data/domain: example.com}
                        """))
                .containsExactly(
                        "1 KEY different data/name: Alpine -> Debian @3 m.yaml:3",
                        "2 KEY different data/domain: example.com -> example.org @5 m.yaml:4");
    }

    @Test
    void theMachinesTimeZoneDoesNotMatter() {
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
        try {
            assertThat(Trial.differences("""
                            - facts: {os: {name: Debian}}
                              commit: {attr/touched: 1, data/updated: Sun Nov 22 03:45:45 2026}
                            """)).isEmpty();
        } finally {
            TimeZone.setDefault(before);
        }
    }
}
