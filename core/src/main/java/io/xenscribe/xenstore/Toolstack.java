package io.xenscribe.xenstore;

import java.util.List;

/** Who makes a guest's home in the store before the guest runs, and so which directories the guest may write in. */
public enum Toolstack {
    /** xenopsd, of hosts with XAPI. */
    XAPI,
    /** libxl, of plain Xen. */
    XL;

    /** What the guest may read. */
    List<String> readable() {
        return switch (this) {
            case XAPI -> List.of("cpu", "memory");
            case XL -> List.of("control", "cpu", "device", "hvmloader", "memory");
        };
    }

    /** What belongs to the guest. */
    List<String> writable() {
        return switch (this) {
            case XAPI ->
                List.of(
                        "attr",
                        "control",
                        "data",
                        "device",
                        "device/vbd",
                        "device/vif",
                        "drivers",
                        "error",
                        "feature",
                        "hvmloader",
                        "messages",
                        "rrd",
                        "vm-data",
                        "xenserver/attr");
            case XL ->
                List.of(
                        "attr",
                        "control/feature-poweroff",
                        "control/feature-reboot",
                        "control/feature-suspend",
                        "control/shutdown",
                        "control/sysrq",
                        "data",
                        "device/suspend/event-channel",
                        "drivers",
                        "error",
                        "feature");
        };
    }
}
