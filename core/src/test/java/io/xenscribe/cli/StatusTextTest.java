package io.xenscribe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.config.Node;
import io.xenscribe.config.Problems;
import io.xenscribe.config.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusTextTest {

    private static List<String> shown(String json) {
        Problems problems = new Problems();
        Node node = YamlReader.parse("status.json", json.getBytes(StandardCharsets.UTF_8), problems)
                .orElseThrow(() -> new AssertionError(problems.toString()));
        return StatusText.of((Node.Fields) node);
    }

    @Test
    void everythingThatIsWrongIsShown() {
        assertThat(shown("""
                {"version": "1.2", "pid": 12, "started-at": "T0", "mapping": "/m.yaml",
                 "store": {"where": "/dev/xen/xenbus", "connected": true},
                 "published-at": "T1", "keys": 30, "writes": 31, "errors": 1,
                 "refused": [{"rule": "m.yaml:5", "error": "EACCES", "example": "control/x", "count": 1}],
                 "warnings": ["too many"],
                 "collectors": [
                   {"name": "memory", "state": "running", "restarts": 0, "published-at": "T1"},
                   {"name": "net", "state": "failing", "restarts": 2, "error": "boom"}],
                 "refused-plugins": [{"path": "/p.jar", "reason": "is garbage"}],
                 "other-agents": ["xe-daemon (7)"]}
                """))
                .containsExactly(
                        "agent      1.2, process 12, since T0",
                        "mapping    /m.yaml",
                        "store      /dev/xen/xenbus, connected",
                        "published  30 keys, last at T1; 31 writes and 1 errors since the start",
                        "collectors",
                        "  memory  running  facts of T1",
                        "  net     failing  no facts     boom (restarts: 2)",
                        "refused by the store",
                        "  control/x  EACCES  m.yaml:5",
                        "warnings",
                        "  too many",
                        "plugins not used",
                        "  /p.jar  it is garbage",
                        "other guest agents",
                        "  xe-daemon (7)");
    }

    @Test
    void whatIsNotThereYetIsLeftOut() {
        assertThat(shown("""
                {"version": "1.2", "pid": 12, "started-at": "T0", "mapping": "/m.yaml",
                 "store": {"connected": false, "error": "no daemon"}, "collectors": [], "other-agents": []}
                """))
                .containsExactly(
                        "agent    1.2, process 12, since T0", "mapping  /m.yaml", "store    not connected: no daemon");
    }
}
