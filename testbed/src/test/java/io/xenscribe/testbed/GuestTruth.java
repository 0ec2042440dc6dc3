package io.xenscribe.testbed;

import io.xenscribe.testbed.Rig.Toolstack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What dom0 must see of a guest: the nodes of the toolstack, the keys that never change, and the addresses that the
 * kernel has at this moment. No more, and no less.
 */
final class GuestTruth {

    private static final int SHOWN = 4;
    private static final List<String> PARTS = List.of("attr", "data", "control", "xenserver/attr");
    private static final Set<String> ANY_VALUE = Set.of("data/meminfo_free", "data/updated");
    private static final Pattern PREVIEWED =
            Pattern.compile("\"path\":\\s*\"([^\"]+)\",\\s*\"value\":\\s*\"([^\"]*)\"");
    private static final Pattern ADDRESS = Pattern.compile("^\\d+: enX(\\d+) +inet(6?) ([0-9a-f.:]+)/(\\d+) ");
    private static final Pattern LINK = Pattern.compile("^\\d+: enX(\\d+)[@:].* link/ether ([0-9a-f:]+) ");

    private final Toolstack toolstack;
    private final Map<String, String> fixed;

    /**
     * Of a guest whose agent has not run yet.
     *
     * @param previewed what {@code preview --json} prints in it
     */
    GuestTruth(Toolstack toolstack, Rig rig, String previewed) {
        this.toolstack = toolstack;
        this.fixed = published(rig);
        Matcher matcher = PREVIEWED.matcher(previewed);
        while (matcher.find()) {
            String path = matcher.group(1);
            if (!path.startsWith("attr/vif/") && mayWrite(path)) {
                put(fixed, path, matcher.group(2));
            }
        }
        if (!fixed.containsKey("data/os_name")) {
            throw new AssertionError("preview does not give what it should:\n" + previewed);
        }
    }

    /** One key more is to be there from now on, or is to have another value. */
    void expect(String path, String value) {
        put(fixed, path, value);
    }

    /** A key of {@link #expect} is to be gone from now on. */
    void expectNo(String path) {
        fixed.remove(path);
    }

    /** Waits until nothing is wrong; what still is, is the failure after {@code limit}. */
    void await(Duration limit, String when, Rig rig, Guest guest, Agent agent) throws Throwable {
        Eventually.within(limit, () -> {
            if (!agent.isAlive()) {
                throw new AssertionError(when + " the agent does not live");
            }
            List<String> differences = differences(rig, guest);
            if (!differences.isEmpty()) {
                throw new AssertionError(when + " " + differences.size() + " keys are not as they should be: "
                        + String.join("; ", differences.subList(0, Math.min(SHOWN, differences.size()))));
            }
        });
    }

    private boolean mayWrite(String path) {
        return toolstack == Toolstack.XAPI || !(path.startsWith("control/") || path.startsWith("xenserver/"));
    }

    /** What dom0 sees now where the agent writes. */
    static Map<String, String> published(Rig rig) {
        Map<String, String> found = new TreeMap<>();
        rig.tree().forEach((path, value) -> {
            if (isPublished(path)) {
                found.put(path, value);
            }
        });
        return found;
    }

    /** Whether that is where the agent writes; {@code path} is relative to the home. */
    static boolean isPublished(String path) {
        for (String part : PARTS) {
            if (path.startsWith(part + "/")) {
                return true;
            }
        }
        return false;
    }

    /** Whether the value is one that changes by itself. */
    static boolean isRestless(String path) {
        return path.equals("data/meminfo_free");
    }

    /** What is wrong now, one line for each key; nothing when all is right. */
    List<String> differences(Rig rig, Guest guest) {
        Map<String, String> expected = expectedNow(guest);
        Map<String, String> found = withoutSlotNumbers(published(rig));
        List<String> differences = new ArrayList<>();
        Set<String> paths = new TreeSet<>(expected.keySet());
        paths.addAll(found.keySet());
        for (String path : paths) {
            String want = expected.get(path);
            String is = found.get(path);
            if (want == null) {
                differences.add("too much: " + path + " = " + is);
            } else if (is == null) {
                differences.add("missing: " + path + " = " + want);
            } else if (!want.equals(is) && !ANY_VALUE.contains(path)) {
                differences.add("wrong: " + path + " = " + is + ", not " + want);
            }
        }
        return differences;
    }

    private Map<String, String> expectedNow(Guest guest) {
        Map<String, String> expected = new TreeMap<>(fixed);
        for (String line : guest.run("ip", "-o", "link").lines().toList()) {
            Matcher link = LINK.matcher(line);
            if (link.find()) {
                String vif = "attr/vif/" + link.group(1);
                put(expected, vif, "");
                if (toolstack == Toolstack.XL) {
                    put(expected, vif + "/name", "enX" + link.group(1));
                    put(expected, vif + "/mac/0", link.group(2));
                }
            }
        }
        for (String line : guest.run("ip", "-o", "addr").lines().toList()) {
            Matcher address = ADDRESS.matcher(line);
            if (address.find()) {
                String family = address.group(2).isEmpty() ? "ipv4" : "ipv6";
                String path = "attr/vif/" + address.group(1) + "/" + family + "/" + address.group(3);
                put(expected, path, "");
                if (toolstack == Toolstack.XL) {
                    put(expected, path + "/prefix", address.group(4));
                }
            }
        }
        return expected;
    }

    /** With the directories above it, which a write makes. */
    private static void put(Map<String, String> tree, String path, String value) {
        tree.put(path, value);
        for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
            String above = path.substring(0, slash);
            if (above.indexOf('/') > 0) {
                tree.putIfAbsent(above, "");
            }
        }
    }

    /** An address may have any slot: {@code .../ipv4/3 = 192.0.2.1} becomes {@code .../ipv4/192.0.2.1}. */
    private static Map<String, String> withoutSlotNumbers(Map<String, String> tree) {
        Map<String, String> renamed = new TreeMap<>();
        tree.forEach((path, value) -> {
            String[] parts = path.split("/", -1);
            boolean isBelowSlot = parts.length >= 5 && parts[1].equals("vif") && parts[3].startsWith("ipv");
            if (isBelowSlot) {
                String slot = String.join("/", List.of(parts).subList(0, 5));
                String family = String.join("/", List.of(parts).subList(0, 4));
                String address = tree.getOrDefault(slot, "?");
                String twice = renamed.put(
                        family + "/" + address + path.substring(slot.length()), parts.length == 5 ? "" : value);
                if (twice != null) {
                    renamed.put(path, "a second time " + value);
                }
            } else {
                renamed.put(path, value);
            }
        });
        return renamed;
    }
}
