package io.xenscribe.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * The rig's guest: name spaces in which {@code /dev/xen/xenbus} is the rig's and each VIF is an interface.
 *
 * <p>It lives as long as its first process, which does nothing; agents come and go beside that. Closing it ends the
 * first process, but not agents.
 */
final class Guest implements AutoCloseable {

    private static final Pattern PID = Pattern.compile("\"pid\": (\\d+)");

    private final Process shell;
    private final long pid;

    Guest(ProcessBuilder shellBuilder, Path description) throws IOException {
        shell = shellBuilder
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            Eventually.within(
                    Duration.ofSeconds(20),
                    () -> Assertions.assertThat(pid(description)).isPositive());
        } catch (Throwable e) {
            throw new AssertionError("the guest shell does not start", e);
        }
        pid = pid(description);
    }

    private static long pid(Path description) throws IOException {
        if (!Files.exists(description)) {
            return 0;
        }
        Matcher matcher = PID.matcher(Files.readString(description));
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }

    /** {@code command} as it must be started to run inside; the process that starts is the command's own. */
    ProcessBuilder inside(List<String> command) {
        List<String> whole = new ArrayList<>(List.of("nsenter", "-t", Long.toString(pid), "-n", "-m", "--"));
        whole.addAll(command);
        return new ProcessBuilder(whole);
    }

    /** Runs a command inside; it must succeed. */
    String run(String... command) {
        return Run.of(inside(Arrays.asList(command))).orFail();
    }

    /** Runs {@code ip} with arguments separated by blanks. */
    void ip(String arguments) {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(Arrays.asList(arguments.split(" ", -1)));
        Run.of(inside(command)).orFail();
    }

    /** Runs many {@code ip} commands in one process, which takes well under a second for thousands. */
    void ipBatch(List<String> commands) throws IOException {
        Path batch = Files.createTempFile("ip", ".batch");
        try {
            Files.write(batch, commands);
            run("ip", "-batch", batch.toString());
        } finally {
            Files.delete(batch);
        }
    }

    /** The addresses that the kernel has on an interface, in its order; {@code family} is {@code inet} or {@code inet6}. */
    List<String> addresses(String interfaceName, String family) {
        Pattern address = Pattern.compile(" " + family + " ([0-9a-f.:]+)");
        List<String> found = new ArrayList<>();
        for (String line :
                run("ip", "-o", "addr", "show", "dev", interfaceName).lines().toList()) {
            Matcher matcher = address.matcher(line);
            if (matcher.find()) {
                found.add(matcher.group(1).toLowerCase(Locale.ROOT));
            }
        }
        return found;
    }

    /**
     * Gives it a branch of the machine's control groups, with an empty system.slice, since the machine may have a systemd.
     *
     * @param folder where the whole tree is mounted
     * @return the branch, to be removed when it is empty
     */
    String ownControlGroups(Path folder) throws IOException {
        Path all = Files.createDirectory(folder.resolve("cgroup"));
        List<String> mount = List.of("mount", "-t", "cgroup2", "none", all.toString());
        Run mounted = Run.of(inside(mount));
        Assumptions.assumeTrue(mounted.code() == 0, "this machine's kernel gives no control groups of version 2");
        String own = all + "/xenscribe-" + ProcessHandle.current().pid();
        run("mkdir", "-p", own + "/system.slice");
        run("mount", "--bind", own, "/sys/fs/cgroup");
        return own;
    }

    @Override
    public void close() throws IOException {
        shell.getOutputStream().close();
        try {
            if (!shell.waitFor(10, TimeUnit.SECONDS)) {
                shell.destroyForcibly();
            }
        } catch (InterruptedException e) {
            shell.destroyForcibly();
        }
    }
}
