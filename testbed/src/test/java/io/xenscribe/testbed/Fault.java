package io.xenscribe.testbed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One way in which the store or the host fails a guest.
 *
 * @param family what is alike: the faults of one family are variants of each other
 * @param variant which of them; empty where there is one
 * @param command of the rig, which brings it about
 * @param lasts how long it goes on after the command has begun
 * @param provocation what makes an idle agent meet it
 * @param ending what must come of it
 * @param undo commands of the rig that end it; none where it ends by itself
 * @param nodes that the daemon lets the guest have; 0 for the usual thousand
 */
record Fault(
        String family,
        String variant,
        List<String> command,
        Duration lasts,
        Provocation provocation,
        Ending ending,
        List<List<String>> undo,
        int nodes) {

    /** What an idle agent must be made to do so that it meets the fault. */
    enum Provocation {
        /** The fault itself is enough. */
        NONE,
        /** An address comes and another goes. */
        CHANGE,
        /** The domain resumes, so that everything is read and written again. */
        RESUME,
        /** The stream breaks, so that the agent opens the device again. */
        RECONNECT
    }

    /** What must come of a fault. */
    enum Ending {
        /** What dom0 sees equals what the guest has. */
        RIGHT,
        /** Some keys are missing, until there is room for them. */
        PARTLY,
        /** There is no store any more: one line, the state in {@code status}, an orderly end. */
        GONE
    }

    /** Enough for two thirds of the agent's keys with two VIFs, and for all of them with one. */
    private static final int SMALL_QUOTA = 58;

    /** In a command: the number of the domain that is there. */
    static final String SAME_DOMAIN = "same";

    private static final List<String> ERRORS =
            List.of("EACCES", "ENOSPC", "EQUOTA", "E2BIG", "EINVAL", "EIO", "EAGAIN", "EWHATEVER");

    private static final List<String> GARBAGE = List.of(
            "unknown-req",
            "bad-type",
            "huge-len",
            "over-len",
            "short",
            "bad-error",
            "bad-event",
            "empty-event",
            "event-unknown-token",
            "noise");

    /** Everything that the rig can do to a guest. */
    static List<Fault> all() {
        List<Fault> faults = new ArrayList<>();
        faults.add(simple("resume", "new-domid", "resume"));
        faults.add(simple("resume", "same-domid", "resume", "--domid", SAME_DOMAIN));
        faults.add(simple("resume", "pause", "resume", "--pause", "3"));
        faults.add(simple("restart", "", "restart"));
        faults.add(simple("restart", "down-for", "restart", "--down-for", "2"));
        faults.add(lasting("stall", "short", 2, Provocation.CHANGE, "stall", "2"));
        faults.add(lasting("stall", "long", 8, Provocation.CHANGE, "stall", "8"));
        faults.add(lasting("stall", "daemon-short", 2, Provocation.CHANGE, "stall", "--daemon", "2"));
        faults.add(lasting("stall", "daemon-long", 8, Provocation.CHANGE, "stall", "--daemon", "8"));
        for (String error : ERRORS) {
            faults.add(failing(error, "directory", Provocation.RESUME));
            faults.add(failing(error, "read", Provocation.RESUME));
            faults.add(failing(error, "watch", Provocation.RECONNECT));
            for (String operation : List.of("transaction-start", "transaction-end", "write", "rm")) {
                faults.add(failing(error, operation, Provocation.CHANGE));
            }
        }
        for (String kind : GARBAGE) {
            faults.add(simple("garbage", kind, "garbage", kind));
        }
        for (String quirk : List.of("event-first", "ack-reqid0")) {
            faults.add(undone(
                    "quirk",
                    quirk,
                    Provocation.RECONNECT,
                    List.of("bridge", "quirk", quirk, "1"),
                    List.of("bridge", "quirk", quirk, "0")));
        }
        for (String state : List.of("shutdown", "crashed")) {
            faults.add(undone(
                    "domstate", state, Provocation.CHANGE, List.of("domstate", state), List.of("domstate", "running")));
        }
        faults.add(new Fault(
                "quota",
                "",
                List.of("nic", "del", "1"),
                Duration.ZERO,
                Provocation.CHANGE,
                Ending.PARTLY,
                List.of(),
                SMALL_QUOTA));
        faults.add(gone("domstate", "dying", "domstate", "dying"));
        faults.add(gone("restart", "no-recover", "restart", "--no-recover"));
        return List.copyOf(faults);
    }

    private static Fault simple(String family, String variant, String... command) {
        return new Fault(
                family, variant, List.of(command), Duration.ZERO, Provocation.NONE, Ending.RIGHT, List.of(), 0);
    }

    private static Fault lasting(
            String family, String variant, int seconds, Provocation provocation, String... command) {
        return new Fault(
                family,
                variant,
                List.of(command),
                Duration.ofSeconds(seconds),
                provocation,
                Ending.RIGHT,
                List.of(),
                0);
    }

    private static Fault failing(String error, String operation, Provocation provocation) {
        // A change that is refused twice is tried again only after a minute and a half.
        String times = operation.equals("write") || operation.equals("rm") ? "1" : "3";
        return undone(
                "fail " + error,
                operation,
                provocation,
                List.of("fail", error, times, operation),
                List.of("bridge", "fail", error, "0"));
    }

    private static Fault undone(
            String family, String variant, Provocation provocation, List<String> command, List<String> undo) {
        return new Fault(family, variant, command, Duration.ZERO, provocation, Ending.RIGHT, List.of(undo), 0);
    }

    private static Fault gone(String family, String variant, String... command) {
        return new Fault(
                family, variant, List.of(command), Duration.ZERO, Provocation.CHANGE, Ending.GONE, List.of(), 0);
    }

    /** Whether it is to be met by requests that an agent makes first of all. */
    boolean isEarly() {
        return provocation == Provocation.RECONNECT || provocation == Provocation.RESUME;
    }

    String name() {
        return variant.isEmpty() ? family : family + " " + variant;
    }

    @Override
    public String toString() {
        return name();
    }
}
