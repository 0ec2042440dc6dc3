package io.xenscribe.host;

import io.xenscribe.config.LogLevel;

/**
 * The set-up of slf4j-simple: lines on stderr, without what the service manager adds anyway. It reads system properties
 * when the first logger is made, so this comes before anything that logs.
 */
public final class Logging {

    private static final String PREFIX = "org.slf4j.simpleLogger.";

    private Logging() {}

    /** What holds for every command; system properties given on the command line win. */
    public static void prepare() {
        LogStream.install();
        preset("showThreadName", "false");
        preset("showLogName", "false");
        preset("showShortLogName", "false");
        preset("log.org.pf4j", "error");
    }

    /** For commands, before they do anything that logs: what goes wrong is in their answers. */
    public static void quiet() {
        preset("defaultLogLevel", "off");
    }

    /** Sets what is logged, unless it is set already. */
    static void level(LogLevel level) {
        preset("defaultLogLevel", level.text());
    }

    private static void preset(String name, String value) {
        if (System.getProperty(PREFIX + name) == null) {
            System.setProperty(PREFIX + name, value);
        }
    }
}
