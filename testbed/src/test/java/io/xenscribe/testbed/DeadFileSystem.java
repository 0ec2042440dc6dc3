package io.xenscribe.testbed;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.Assertions;

/** A block device mounted by a FUSE program that never answers: whoever asks for anything there waits. */
final class DeadFileSystem implements AutoCloseable {

    private static final String PROGRAM = """
            import ctypes, os, sys
            device, folder = sys.argv[1:]
            libc = ctypes.CDLL(None, use_errno=True)
            fuse = os.open('/dev/fuse', os.O_RDWR)
            options = 'fd=%d,rootmode=40000,user_id=0,group_id=0' % fuse
            if libc.mount(device.encode(), folder.encode(), b'fuseblk', 0, options.encode()):
                sys.exit(os.strerror(ctypes.get_errno()))
            sys.stdin.read()
            """;

    private final Process program;
    private final Path point;

    DeadFileSystem(LoopDisk disk, Path folder) throws Throwable {
        point = Files.createTempDirectory(folder, "dead");
        program = new ProcessBuilder("python3", "-c", PROGRAM, disk.device(), point.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Eventually.within(
                Duration.ofSeconds(20),
                () -> Assertions.assertThat(Files.readString(Path.of("/proc/self/mountinfo")))
                        .contains(point + " "));
    }

    Path point() {
        return point;
    }

    /** The program's end is an answer to all who wait: an error. */
    @Override
    public void close() {
        program.destroyForcibly().onExit().join();
        Run.of("umount", "-l", point.toString());
    }
}
