package io.xenscribe.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A file as a block device of the machine, which the guest has in common with it; its mounts are the machine's. */
final class LoopDisk implements AutoCloseable {

    private final Path image;
    private final String device;
    private final List<Path> mounts = new ArrayList<>();

    private LoopDisk(Path image, String device) {
        this.image = image;
        this.device = device;
    }

    /** A blank one, of which nothing is allocated yet. */
    static LoopDisk of(Path folder, int mib, int sectorSize) throws IOException {
        Path image = Files.createTempFile(folder, "disk", ".img");
        Run.of("truncate", "-s", mib + "M", image.toString()).orFail();
        String device = Run.of("losetup", "-f", "--show", "-b", Integer.toString(sectorSize), image.toString())
                .orFail()
                .strip();
        return new LoopDisk(image, device);
    }

    String device() {
        return device;
    }

    /** Runs a command whose last argument is the device. */
    LoopDisk format(String... command) {
        List<String> whole = new ArrayList<>(Arrays.asList(command));
        whole.add(device);
        Run.of(whole).orFail();
        return this;
    }

    /** Mounts it at a new folder. */
    Path mount() throws IOException {
        Path point = Files.createTempDirectory(image.getParent(), "mount");
        Run.of("mount", device, point.toString()).orFail();
        mounts.add(point);
        return point;
    }

    void unmount(Path point) {
        Run.of("umount", point.toString()).orFail();
        mounts.remove(point);
    }

    /** In bytes, as the kernel tells. */
    String size() {
        return Run.of("blockdev", "--getsize64", device).orFail().strip();
    }

    @Override
    public void close() {
        for (Path point : mounts) {
            Run.of("umount", "-l", point.toString());
        }
        Run.of("losetup", "-d", device);
    }
}
