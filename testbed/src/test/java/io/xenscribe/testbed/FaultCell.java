package io.xenscribe.testbed;

import io.xenscribe.testbed.Rig.Daemon;
import io.xenscribe.testbed.Rig.Toolstack;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One fault in one phase, with one daemon and one layout of the guest's home. */
record FaultCell(Daemon daemon, Toolstack toolstack, FaultPhase phase, Fault fault) {

    /** The whole matrix; cells that can share an agent follow each other. */
    static List<FaultCell> all() {
        List<FaultCell> cells = new ArrayList<>();
        List<Fault> faults = Fault.all();
        for (Daemon daemon : Daemon.values()) {
            for (Toolstack toolstack : Toolstack.values()) {
                for (FaultPhase phase : FaultPhase.values()) {
                    faults.forEach(fault -> cells.add(new FaultCell(daemon, toolstack, phase, fault)));
                }
            }
        }
        return List.copyOf(cells);
    }

    boolean sharesAgentWith(FaultCell other) {
        return daemon == other.daemon
                && toolstack == other.toolstack
                && phase == other.phase
                && fault.nodes() == other.fault.nodes();
    }

    @Override
    public String toString() {
        return (daemon + ", " + toolstack + ", " + phase)
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '-') + ", " + fault;
    }
}
