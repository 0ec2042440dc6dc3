package io.xenscribe.host;

import io.xenscribe.api.Root;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Guest agents of other makers that run beside this one: two writers of the same keys fight. A second one of ours is
 * {@link AgentLock}'s business.
 */
final class OtherAgents {

    /** As /proc/PID/comm has them: 15 characters at the most. */
    private static final Set<String> COMMANDS = Set.of("xe-daemon", "xen-guest-agent");

    private OtherAgents() {}

    /** Each as {@code name (pid)}, in the order of /proc; processes that end meanwhile are passed over. */
    static List<String> running(Root root) throws IOException {
        List<String> found = new ArrayList<>();
        for (String entry : root.list("/proc")) {
            if (isNumber(entry)) {
                String command = command(root, entry);
                if (COMMANDS.contains(command)) {
                    found.add(command + " (" + entry + ")");
                }
            }
        }
        return List.copyOf(found);
    }

    private static String command(Root root, String pid) {
        try {
            return root.line("/proc/" + pid + "/comm").orElse("");
        } catch (IOException ended) {
            return "";
        }
    }

    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
