package io.xenscribe.testbed;

import io.xenscribe.testbed.Rig.Daemon;
import io.xenscribe.testbed.Rig.Toolstack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * {@code testbed/soak}: all that happens to a guest in a year, in half an hour. The store must be right after each of
 * it; at the end the agent must use what it used after the first minute.
 */
public final class Soak implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration WARM_UP = Duration.ofMinutes(1);
    private static final Duration BETWEEN_SAMPLES = Duration.ofMinutes(1);
    private static final long GROWTH_KIB = 512;
    private static final int COLLECTIONS = 2;
    private static final int USAGE = 2;

    /** What may happen; the weights say how often. */
    private enum Event {
        CHURN(8),
        PLUG(3),
        RESUME(3),
        RESTART(1),
        RELOAD(3),
        PLUGIN_SWAP(3);

        private final int weight;

        Event(int weight) {
            this.weight = weight;
        }
    }

    private final Rig rig;
    private final Guest guest;
    private final Agent agent;
    private final GuestTruth truth;
    private final ExamplePlugin plugin;
    private final Path dropIn;
    private final Random random;
    private final Map<Event, Integer> counts = new EnumMap<>(Event.class);
    private final List<Event> lots = new ArrayList<>();
    private int version;
    private boolean isPlugged;

    private Soak(Daemon daemon, Toolstack toolstack, long seed, boolean reloads) throws IOException {
        Path folder = Files.createTempDirectory("soak");
        Path plugins = folder.resolve("plugins");
        Path config =
                Files.writeString(folder.resolve("agent.yaml"), """
                plugin-dirs: [%s, %s]
                keys: {data/reboot: "${reboot.required}"}
                """.formatted(Places.TREE.resolve("plugins"), plugins));
        dropIn = Files.createDirectories(folder.resolve("conf.d")).resolve("soak.yaml");
        plugin = new ExamplePlugin(folder.resolve("workshop"), plugins);
        plugin.install(false);
        random = new Random(seed);
        for (Event event : Event.values()) {
            boolean isReload = event == Event.RELOAD || event == Event.PLUGIN_SWAP;
            for (int i = 0; i < event.weight && (reloads || !isReload); i++) {
                lots.add(event);
            }
        }
        rig = Rig.up(daemon, toolstack);
        guest = rig.guest();
        guest.ipBatch(List.of("addr add 192.0.2.10/24 dev enX0", "addr add 192.0.2.11/24 dev enX1"));
        truth = new GuestTruth(
                toolstack,
                rig,
                guest.run(Places.TREE + "/bin/xenscribe", "preview", "--json", "--config", config.toString()));
        agent = Agent.start(guest, folder.resolve("run"), "--config", config.toString());
    }

    /** Runs it; {@code testbed/soak --help} tells the options. */
    public static void main(String[] arguments) throws Throwable {
        long minutes = 30;
        long seed = 1;
        Daemon daemon = Daemon.C;
        Toolstack toolstack = Toolstack.XAPI;
        boolean reloads = true;
        Iterator<String> words = List.of(arguments).iterator();
        while (words.hasNext()) {
            String option = words.next();
            boolean isFlag = option.equals("--no-reload");
            String value = isFlag || !words.hasNext() ? "" : words.next().toUpperCase(Locale.ROOT);
            switch (option) {
                case "--minutes" -> minutes = Long.parseLong(value);
                case "--seed" -> seed = Long.parseLong(value);
                case "--backend" -> daemon = Daemon.valueOf(value);
                case "--layout" -> toolstack = Toolstack.valueOf(value);
                case "--no-reload" -> reloads = false;
                default -> {
                    System.err.println("soak: what is " + option + "? --help tells the options");
                    System.exit(USAGE);
                }
            }
        }
        try (Soak soak = new Soak(daemon, toolstack, seed, reloads)) {
            System.exit(soak.run(Duration.ofMinutes(minutes), daemon + ", " + toolstack + ", seed " + seed) ? 0 : 1);
        }
    }

    private boolean run(Duration time, String setting) throws Throwable {
        truth.await(LIMIT, "after the start", rig, guest, agent);
        SoakReport report = new SoakReport(setting.toLowerCase(Locale.ROOT));
        long begin = System.nanoTime();
        long end = begin + time.toNanos();
        long due = begin + WARM_UP.toNanos();
        while (System.nanoTime() < end) {
            happen(lots.get(random.nextInt(lots.size())));
            if (System.nanoTime() > due) {
                sample(report, Duration.ofNanos(System.nanoTime() - begin));
                due += BETWEEN_SAMPLES.toNanos();
            }
        }
        sample(report, Duration.ofNanos(System.nanoTime() - begin));
        int code = agent.stop();
        List<String> wrong = report.wrong(GROWTH_KIB);
        if (code != 0) {
            wrong.add("the agent ended with " + code);
        }
        publish(report.lines(counts.toString(), agent.output().lines().count(), wrong));
        return wrong.isEmpty();
    }

    /**
     * The heap grows and shrinks by some MiB between collections; only what stays after one tells whether anything leaks.
     * What the classes of a replaced plugin held is given back by the one after that.
     */
    private void sample(SoakReport report, Duration at) throws Throwable {
        settle();
        long found = Vitals.of(agent.pid()).anonymousKib();
        String jcmd = System.getProperty("java.home") + "/bin/jcmd";
        for (int i = 0; i < COLLECTIONS; i++) {
            Run.of(jcmd, Long.toString(agent.pid()), "GC.run").orFail();
        }
        report.add(at, found, Vitals.of(agent.pid()), rig.statistics());
    }

    private static void publish(List<String> lines) throws IOException {
        lines.forEach(System.out::println);
        String stamp = LocalDateTime.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmmss"));
        Path folder = Files.createDirectories(Places.PROJECT.resolve("testbed/results"));
        Files.write(folder.resolve("soak-" + stamp + ".md"), lines);
        new MarkedText(Places.PROJECT.resolve("docs/reliability.md"), "soak").replace(lines.subList(2, lines.size()));
    }

    private void happen(Event event) throws Throwable {
        switch (event) {
            case CHURN -> churn();
            case PLUG -> plug(!isPlugged);
            case RESUME -> rig.command("resume");
            case RESTART -> rig.command("restart");
            case RELOAD -> reload();
            case PLUGIN_SWAP -> swap();
        }
        counts.merge(event, 1, Integer::sum);
        truth.await(LIMIT, "after " + event, rig, guest, agent);
    }

    private void churn() throws Exception {
        try (AddressStorm _ = new AddressStorm(guest, "enX1")) {
            TimeUnit.MILLISECONDS.sleep(500 + random.nextInt(1000));
        }
    }

    private void plug(boolean in) throws IOException {
        rig.command("nic", in ? "add" : "del", "2");
        if (in) {
            guest.ip("addr add 192.0.2.12/24 dev enX2");
        }
        isPlugged = in;
    }

    private void reload() throws IOException {
        version++;
        String value = version % 2 == 0 ? "even" : "odd";
        Files.writeString(dropIn, "keys: {data/soak: " + value + "}\n");
        agent.reload();
        truth.expect("data/soak", value);
    }

    private void swap() throws IOException {
        version++;
        if (version % 5 == 0) {
            plugin.remove();
            truth.expectNo("data/reboot");
        } else {
            install(version % 2 == 0);
        }
        agent.reload();
    }

    private void install(boolean saysRequired) throws IOException {
        plugin.install(saysRequired);
        truth.expect("data/reboot", Boolean.toString(saysRequired));
    }

    /** Back to how it was at the beginning, so that the same is compared. */
    private void settle() throws Throwable {
        if (isPlugged) {
            plug(false);
        }
        guest.ip("addr flush dev enX1 scope global");
        guest.ip("addr add 192.0.2.11/24 dev enX1");
        if (lots.contains(Event.PLUGIN_SWAP)) {
            install(false);
            agent.reload();
        }
        truth.await(LIMIT, "at rest", rig, guest, agent);
        TimeUnit.SECONDS.sleep(2);
    }

    @Override
    public void close() throws IOException {
        try (Rig _ = rig;
                Guest _ = guest;
                Agent _ = agent) {
            lots.clear();
        }
    }
}
