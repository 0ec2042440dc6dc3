package io.xenscribe.host;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Standard error: each event is one line, whatever it speaks of. For the journal a line begins with its
 * priority, {@code <4>} for a warning (sd-daemon(3)), instead of the word for it.
 *
 * <p>slf4j-simple writes {@code LEVEL text} with one {@code println}, which is all that is looked at. What comes without a
 * level says why a command fails: problems of the configuration, stack traces.
 */
final class LogStream extends PrintStream {

    private static final String[] WORDS = {"ERROR ", "WARN ", "INFO ", "DEBUG ", "TRACE "};
    private static final String[] PRIORITIES = {"<3>", "<4>", "<6>", "<7>", "<7>"};

    private final PrintStream stderr;
    private final boolean journal;

    LogStream(PrintStream stderr, boolean journal) {
        super(stderr, false);
        this.stderr = stderr;
        this.journal = journal;
    }

    /** Takes the place of standard error. */
    static void install() {
        System.setErr(new LogStream(System.err, isJournal(System.getenv("JOURNAL_STREAM"))));
    }

    @Override
    public void println(@Nullable String event) {
        String line = OneLine.of(String.valueOf(event));
        stderr.println(journal ? marked(line) : line);
    }

    /** A stack trace comes in this way, line by line. */
    @Override
    public void println(@Nullable Object event) {
        println(String.valueOf(event).replace('\t', ' '));
    }

    private static String marked(String line) {
        for (int i = 0; i < WORDS.length; i++) {
            if (line.startsWith(WORDS[i])) {
                return PRIORITIES[i] + line.substring(WORDS[i].length());
            }
        }
        return PRIORITIES[0] + line;
    }

    /**
     * Whether standard error is the stream of that device and inode, {@code DEV:INODE}, which the journal reads
     * (systemd.exec(5)). A shell that redirects it leaves the variable as it is.
     */
    static boolean isJournal(@Nullable String stream) {
        if (stream == null) {
            return false;
        }
        try {
            Map<String, Object> own = Files.readAttributes(Path.of("/proc/self/fd/2"), "unix:dev,ino");
            return stream.equals(own.get("dev") + ":" + own.get("ino"));
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }
}
