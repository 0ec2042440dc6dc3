package io.xenscribe.plugin.disks;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.api.Bytes;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DampingTest {

    private static final long MIB = 1 << 20;
    private final Damping damping = new Damping(Bytes.of(64 * MIB));

    @Test
    void onALargeVolumeTheLeastChangeCounts() {
        Volume first = volume("/data", 1 << 20, 5000, 100);
        assertThat(damping.of(List.of(first))).containsExactly(first);
        assertThat(damping.of(List.of(volume("/data", 1 << 20, 5063, 100)))).containsExactly(first);
        Volume second = volume("/data", 1 << 20, 5064, 100);
        assertThat(damping.of(List.of(second))).containsExactly(second);
    }

    @Test
    void onASmallVolumeAHundredthCounts() {
        Volume first = volume("/boot", 500, 200, 100);
        assertThat(damping.of(List.of(first))).containsExactly(first);
        assertThat(damping.of(List.of(volume("/boot", 500, 204, 100)))).containsExactly(first);
        Volume second = volume("/boot", 500, 205, 100);
        assertThat(damping.of(List.of(second))).containsExactly(second);
    }

    @Test
    void smallChangesAddUp() {
        Volume first = volume("/data", 1 << 20, 5000, 100);
        damping.of(List.of(first));
        assertThat(damping.of(List.of(volume("/data", 1 << 20, 4960, 100)))).containsExactly(first);
        Volume third = volume("/data", 1 << 20, 4920, 100);
        assertThat(damping.of(List.of(third))).containsExactly(third);
    }

    @Test
    void runningOutOfInodesIsSeen() {
        Volume first = volume("/data", 1 << 20, 5000, 100);
        damping.of(List.of(first));
        assertThat(damping.of(List.of(volume("/data", 1 << 20, 5000, 90)))).containsExactly(first);
        Volume second = volume("/data", 1 << 20, 5000, 89);
        assertThat(damping.of(List.of(second))).containsExactly(second);
    }

    @Test
    void afterAMountUsageIsExact() {
        damping.of(List.of(volume("/data", 1 << 20, 5000, 100)));
        Volume moved = volume("/other", 1 << 20, 5001, 100);
        assertThat(damping.of(List.of(moved))).containsExactly(moved);
    }

    private static Volume volume(String point, long sizeMib, long freeMib, long inodesFree) {
        return new Volume(
                "/dev/xvda1",
                Kind.PARTITION,
                Bytes.of(sizeMib * MIB),
                Optional.of("ext4"),
                Optional.of("uuid"),
                Optional.empty(),
                List.of(point),
                Optional.of(Bytes.of((sizeMib - freeMib) * MIB)),
                Optional.of(Bytes.of(freeMib * MIB)),
                Optional.of(1000L),
                Optional.of(inodesFree),
                List.of());
    }
}
