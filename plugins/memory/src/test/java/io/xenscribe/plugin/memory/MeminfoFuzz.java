package io.xenscribe.plugin.memory;

import io.xenscribe.api.Bytes;
import java.io.IOException;
import java.util.Optional;

/** Bytes as /proc/meminfo: amounts or a reason, and none that is negative. */
final class MeminfoFuzz {

    private MeminfoFuzz() {}

    /** Named as Jazzer wants it. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        Meminfo meminfo = new Meminfo(bytes);
        try {
            check(Optional.of(meminfo.total()));
            check(Optional.of(meminfo.free()));
        } catch (IOException absent) {
            if (String.valueOf(absent.getMessage()).isEmpty()) {
                throw new AssertionError("no reason", absent);
            }
        }
        check(meminfo.available());
        check(meminfo.swapTotal());
        check(meminfo.swapFree());
        check(meminfo.estimate(Bytes.ofKib(0)));
        check(meminfo.estimate(Bytes.ofKib(67_584)));
        check(new Amounts(bytes).number(0));
    }

    private static void check(Optional<Bytes> amount) {
        if (amount.isPresent() && amount.get().count() < 0) {
            throw new AssertionError("a negative amount");
        }
    }
}
