package io.xenscribe.host;

import java.nio.file.Path;

/** Where the agent keeps what must outlive a restart, but not a boot. */
public record RuntimeDirectory(Path path) {

    /** {@code $RUNTIME_DIRECTORY} as systemd sets it (the first, where it names several), else {@code /run/xenscribe}. */
    public static RuntimeDirectory ofEnvironment() {
        String given = System.getenv("RUNTIME_DIRECTORY");
        if (given == null || given.isEmpty()) {
            return new RuntimeDirectory(Path.of("/run/xenscribe"));
        }
        int colon = given.indexOf(':');
        return new RuntimeDirectory(Path.of(colon < 0 ? given : given.substring(0, colon)));
    }

    public Path published() {
        return path.resolve("published.json");
    }

    public Path status() {
        return path.resolve("status.json");
    }

    /** See {@link ScriptRecord}. */
    Path scripts() {
        return path.resolve("scripts.json");
    }

    /** See {@link AgentLock}. */
    Path lock() {
        return path.resolve("lock");
    }
}
