package io.xenscribe.config;

import java.util.List;
import java.util.Optional;

/** How much the agent says. */
public enum LogLevel {
    ERROR("error"),
    WARN("warn"),
    INFO("info"),
    DEBUG("debug"),
    TRACE("trace");

    public static final List<String> NAMES = List.of("error", "warn", "info", "debug", "trace");

    private final String text;

    LogLevel(String text) {
        this.text = text;
    }

    /** As it is written in the configuration, and as slf4j-simple takes it. */
    public String text() {
        return text;
    }

    public static Optional<LogLevel> parse(String text) {
        for (LogLevel level : values()) {
            if (level.text.equals(text)) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }
}
