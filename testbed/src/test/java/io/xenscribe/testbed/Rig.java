package io.xenscribe.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A real store daemon with one guest in it, made by {@code testbed/xenstored/rig}; its README tells what is real.
 *
 * <p>Closing it ends all that it started.
 */
final class Rig implements AutoCloseable {

    /** Which of the two store daemons. */
    enum Daemon {
        C,
        OCAML
    }

    /** Whose layout of the guest's home: XenServer's and XCP-ng's, or plain Xen's. */
    enum Toolstack {
        XAPI,
        XL
    }

    private static final String NAME = "g";
    private static final Pattern NEW_DOMAIN = Pattern.compile("-> dom(\\d+) ");

    private final Path state;
    private volatile String home;

    private Rig(Path state, int domain) {
        this.state = state;
        this.home = "/local/domain/" + domain;
    }

    /** Starts a daemon and a guest with two VIFs, or what {@code options} of the rig's own say. */
    static Rig up(Daemon daemon, Toolstack toolstack, String... options) throws IOException {
        buildPrograms();
        // Unix sockets lie below it, and their paths must be short.
        Rig rig = new Rig(Files.createTempDirectory(Path.of("/tmp"), "xenrig"), 7);
        List<String> command = new ArrayList<>(
                List.of("up", "--vifs", "2", "--backend", lower(daemon), "--toolstack", lower(toolstack)));
        command.addAll(Arrays.asList(options));
        rig.command(command.toArray(String[]::new));
        return rig;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static void buildPrograms() {
        String folder = Places.RIG.getParent() + "";
        Run.of("make", "-s", "-C", folder, "O=" + Places.RIG_PROGRAMS).orFail();
    }

    /** Any command of the rig; see its README. */
    String command(String... arguments) {
        String output = Run.of(builder(arguments)).orFail();
        follow(output);
        return output;
    }

    /** A command that is carried out when the guest has sent so many more requests. */
    ArmedCommand arm(int requests, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("--after", Integer.toString(requests)));
        command.addAll(arguments);
        return new ArmedCommand(builder(command.toArray(String[]::new)), this::follow);
    }

    /** After a resume the guest's home is another. */
    private void follow(String output) {
        Matcher matcher = NEW_DOMAIN.matcher(output);
        if (matcher.find()) {
            home = "/local/domain/" + matcher.group(1);
        }
    }

    /** The counters of the bridge: what the guest has open, and how much went to and fro. */
    Map<String, Long> statistics() {
        Map<String, Long> counters = new TreeMap<>();
        for (String word : command("bridge", "stats").strip().split(" ", -1)) {
            int equals = word.indexOf('=');
            counters.put(word.substring(0, equals), Long.valueOf(word.substring(equals + 1)));
        }
        return counters;
    }

    /** The number of the guest's domain, which a resume may change. */
    int domain() {
        return Integer.parseInt(home.substring(home.lastIndexOf('/') + 1));
    }

    /** The guest's home in the store. */
    String home() {
        return home;
    }

    private ProcessBuilder builder(String... arguments) {
        List<String> command = new ArrayList<>(List.of(Places.RIG.toString()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("RIG_STATE", state.toString());
        builder.environment().put("XSRIG_BIN", Places.RIG_PROGRAMS.toString());
        return builder;
    }

    /** A guest's name spaces, interfaces, {@code /sys} and {@code /dev/xen}. */
    Guest guest() throws IOException {
        return new Guest(
                builder("guest-shell", "--", "cat"), state.resolve(NAME).resolve("guest.json"));
    }

    /** What dom0's {@code xenstore-ls} prints below a part of the guest's home: relative path to value. */
    Map<String, String> list(String path) {
        return listed(home + "/" + path);
    }

    /** The guest's whole home in the same way. */
    Map<String, String> tree() {
        return listed(home);
    }

    private Map<String, String> listed(String path) {
        Run run = dom0("xenstore-ls", "-f", path);
        Map<String, String> found = new TreeMap<>();
        if (run.code() == 0) {
            for (String line : run.lines()) {
                int equals = line.indexOf(" = \"");
                // A node that goes between being listed and being read has no value.
                if (equals >= 0) {
                    found.put(line.substring(home.length() + 1, equals), line.substring(equals + 4, line.length() - 1));
                }
            }
        }
        return found;
    }

    Optional<String> read(String path) {
        Run run = dom0("xenstore-read", home + "/" + path);
        return run.code() == 0 ? Optional.of(run.text().stripTrailing()) : Optional.empty();
    }

    private Run dom0(String... command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("XENSTORED_PATH", socket().toString());
        return Run.of(builder);
    }

    /** Watches parts of the guest's home from now on. */
    WatchLog watch(String... paths) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("watch", "-v"));
        arguments.addAll(Arrays.asList(paths));
        ProcessBuilder builder =
                builder(arguments.toArray(String[]::new)).redirectError(ProcessBuilder.Redirect.INHERIT);
        return new WatchLog(builder, home + "/", paths.length);
    }

    /** Watches all homes from now on; the paths of the events are absolute. */
    WatchLog watchDomains() throws IOException {
        // It complains when the daemon is killed, which is what it is there to see.
        ProcessBuilder builder = builder("watch", "-v", "/local/domain").redirectError(ProcessBuilder.Redirect.DISCARD);
        return new WatchLog(builder, "", 1);
    }

    /** The guest's xenbus device, for an agent that runs outside the guest's name spaces. */
    Path device() {
        return state.resolve(NAME).resolve("xenbus");
    }

    private Path socket() {
        return state.resolve(NAME).resolve("run/socket");
    }

    @Override
    public void close() {
        command("down");
    }
}
