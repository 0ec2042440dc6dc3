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
                 "published-at": "T1", "keys": 30,
                 "counters": {"passes": 9, "writes": 31, "errors": 1, "reconnects": 0},
                 "memory": {"heap-used": 3145728, "heap-committed": 4194304, "anonymous": 15728640}, "threads": 18,
                 "refused": [{"rule": "m.yaml:5", "error": "EACCES", "example": "control/x", "count": 1}],
                 "warnings": ["too many"],
                 "collectors": [
                   {"name": "memory", "state": "running", "restarts": 0, "published-at": "T1"},
                   {"name": "disks", "state": "unused"},
                   {"name": "net", "state": "failing", "restarts": 2, "error": "boom\\u001b[2J",
                    "left-behind": ["net", "helper"]}],
                 "plugins": [{"id": "memory", "version": "1.0.0", "path": "/m.jar", "state": "loaded"},
                   {"id": "", "version": "", "path": "/p.jar", "state": "refused", "reason": "is garbage"}],
                 "scripts-off": ["/s.js:1:1"],
                 "reload": {"at": "T3", "result": "refused", "problems": ["a.yaml:1:1 no"]},
                 "other-agents": ["xe-daemon (7)"]}
                """))
                .containsExactly(
                        "agent      1.2, process 12, since T0",
                        "mapping    /m.yaml",
                        "store      /dev/xen/xenbus, connected",
                        "published  30 keys, last at T1",
                        "so far     9 passes, 31 writes, 1 error, 0 reconnects",
                        "takes      15.0 MB of memory, 3.0 MB of 4.0 MB heap, 18 threads, when this was written",
                        "collectors",
                        "  memory  running  facts of T1",
                        "  disks   unused   no facts     no rule uses it",
                        "  net     failing  no facts     boom\\x1b[2J; restarts: 2; left behind: thread net;"
                                + " left behind: thread helper",
                        "refused by the store",
                        "  control/x  EACCES  m.yaml:5",
                        "warnings",
                        "  too many",
                        "scripts that are off until they are changed",
                        "  /s.js:1:1",
                        "plugins",
                        "  memory  1.0.0  loaded   /m.jar",
                        "  -              refused  /p.jar  it is garbage",
                        "last reload at T3: refused",
                        "  a.yaml:1:1 no",
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
