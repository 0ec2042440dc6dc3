package io.xenscribe.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.testbed.Rig.Daemon;
import io.xenscribe.testbed.Rig.Toolstack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tree in other places than where it was made. */
@NeedsRig
class AnywhereTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    /** Not below /tmp, which is about to forbid programs. */
    private final Path elsewhere =
            Path.of("/var/tmp/xenscribe-" + ProcessHandle.current().pid());

    @AfterEach
    void removeTheCopy() {
        Run.of(List.of("rm", "-rf", elsewhere.toString())).orFail();
    }

    @Test
    void runsCopiedOnAReadOnlyFileSystemWithATemporaryFolderThatForbidsPrograms() throws Throwable {
        Path copy = copyOfTheTree();
        Path runtime = folder.resolve("run");
        try (Rig rig = Rig.up(Daemon.C, Toolstack.XAPI);
                Guest guest = rig.guest()) {
            guest.run("mount", "--bind", copy.toString(), copy.toString());
            guest.run("mount", "-o", "remount,bind,ro", copy.toString());
            guest.run("mount", "--bind", "/tmp", "/tmp");
            guest.run("mount", "-o", "remount,bind,noexec", "/tmp");
            guest.ip("addr add 192.0.2.1/24 dev enX0");
            try (Agent agent = Agent.start(guest, copy, runtime)) {
                Eventually.within(
                        SOON,
                        () -> assertThat(rig.read("attr/vif/0/ipv4/0"))
                                .as(agent.output())
                                .contains("192.0.2.1"));
                assertThat(agent.stop()).isZero();
                assertThat(agent.warnings("")).isEmpty();
            }
        }
    }

    @Test
    void runsWhereThereIsNothingButTheCLibrary() {
        Path root = folder.resolve("root");
        String script = """
                set -e
                mkdir -p "$1/lib64" "$1/lib" "$1/opt" "$1/proc" "$1/tmp"
                for lib in $(ldd "$2"/lib/runtime/lib/server/libjvm.so | grep -o '/[^ ]*'); do
                    case $lib in "$2"*) ;; *) cp -L --parents "$lib" "$1" ;; esac
                done
                cp -r "$2" "$1/opt/xenscribe"
                mount --bind "$1" "$1"
                mount -o remount,bind,ro "$1"
                mount -t proc proc "$1/proc"
                exec timeout --preserve-status -s TERM 3 chroot "$1" /opt/xenscribe/bin/xenscribe run --store=memory
                """;
        Run run = Run.of("unshare", "-m", "sh", "-c", script, "sh", root.toString(), Places.TREE.toString());
        assertThat(run.orFail()).contains("meminfo_total", "os_uname", "MajorVersion");
    }

    @Test
    void saysInOneLineThatThisIsNoXenGuest() {
        Run run = Run.of(Places.TREE + "/bin/xenscribe", "run");
        assertThat(run.lines()).hasSize(1).allMatch(line -> line.contains("Xen"));
        assertThat(run.code()).isZero();
    }

    private Path copyOfTheTree() {
        Path copy = elsewhere.resolve("copy of the tree");
        Run.of(List.of("mkdir", "-p", elsewhere.toString())).orFail();
        // Without the dates, as a careless copy would be.
        Run.of(List.of("cp", "-r", Places.TREE.toString(), copy.toString())).orFail();
        return copy;
    }
}
