package io.xenscribe;

import io.xenscribe.cli.Xenscribe;
import io.xenscribe.host.Agent;
import io.xenscribe.host.Exhaustion;
import io.xenscribe.host.Logging;
import io.xenscribe.host.RunOptions;
import java.util.Optional;

/** The command {@code xenscribe}. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        int exitCode = Agent.FAILURE;
        try {
            Logging.prepare();
            Optional<RunOptions> run = RunOptions.parse(arguments);
            exitCode = run.isPresent() ? Agent.run(run.get()) : Xenscribe.execute(arguments);
        } catch (Error broken) {
            // What was in the middle of its work is not to be trusted; a service is started again.
            Exhaustion.report(broken, "xenscribe");
        }
        if (Exhaustion.hasBegun()) {
            exitCode = Agent.FAILURE;
        }
        try {
            // Not a return: a collector that ignores being stopped must not keep the process.
            System.exit(exitCode);
        } catch (OutOfMemoryError noRoomForThat) {
            Runtime.getRuntime().halt(exitCode);
        }
    }
}
