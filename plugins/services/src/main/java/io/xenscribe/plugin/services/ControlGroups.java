package io.xenscribe.plugin.services;

import io.xenscribe.api.Root;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The control groups that systemd keeps for its units. A service has one while it is active, and loses it when it stops
 * or fails (cgroups(7), and systemd's page on control groups).
 */
final class ControlGroups {

    /** Version 2; version 2 beside version 1, where systemd follows processes by the former; version 1. */
    private static final String[] HIERARCHIES = {"/sys/fs/cgroup", "/sys/fs/cgroup/unified", "/sys/fs/cgroup/systemd"};

    private static final String OCCUPIED = "populated 1";

    private final Root root;
    private final String hierarchy;

    private ControlGroups(Root root, String hierarchy) {
        this.root = root;
        this.hierarchy = hierarchy;
    }

    /**
     * Those of the system.
     *
     * @throws IOException when systemd does not run it
     */
    static ControlGroups of(Root root) throws IOException {
        for (String hierarchy : HIERARCHIES) {
            if (root.exists(hierarchy + "/system.slice")) {
                return new ControlGroups(root, hierarchy);
            }
        }
        throw new IOException(HIERARCHIES[0] + " has no system.slice: is systemd running here?");
    }

    /** The nearest folder that is there, from the slice's own up to the hierarchy's root. */
    String nearest(Slice slice) throws IOException {
        String folder = hierarchy + slice.folder();
        while (folder.length() > hierarchy.length() && !root.exists(folder)) {
            folder = folder.substring(0, folder.lastIndexOf('/'));
        }
        return folder;
    }

    /** The state of a service that has a control group in one of the slices; nothing when it has none. */
    Optional<State> state(UnitName unit, List<Slice> slices) throws IOException {
        for (Slice slice : slices) {
            String group = hierarchy + slice.folder() + "/" + unit;
            if (root.exists(group)) {
                return state(group);
            }
        }
        return Optional.empty();
    }

    private Optional<State> state(String group) throws IOException {
        try {
            return Optional.of(isOccupied(group) ? State.RUNNING : State.EXITED);
        } catch (IOException e) {
            if (root.exists(group)) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private boolean isOccupied(String group) throws IOException {
        Optional<byte[]> events = root.bytes(group + "/cgroup.events");
        return events.isPresent() ? saysOccupied(events.get()) : hasProcess(group);
    }

    /** Version 2 counts the groups below, too. */
    static boolean saysOccupied(byte[] events) {
        for (String line : new String(events, StandardCharsets.US_ASCII).split("\n", -1)) {
            if (line.equals(OCCUPIED)) {
                return true;
            }
        }
        return false;
    }

    /** Version 1 has only the lists of processes, one in each group. */
    private boolean hasProcess(String group) throws IOException {
        List<String> left = new ArrayList<>();
        left.add(group);
        while (!left.isEmpty()) {
            String folder = left.removeLast();
            if (root.line(folder + "/cgroup.procs").isPresent()) {
                return true;
            }
            for (String name : root.list(folder)) {
                String entry = folder + "/" + name;
                if (root.exists(entry + "/cgroup.procs")) {
                    left.add(entry);
                }
            }
        }
        return false;
    }
}
