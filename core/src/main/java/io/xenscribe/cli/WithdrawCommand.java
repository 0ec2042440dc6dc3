package io.xenscribe.cli;

import io.xenscribe.host.AgentLock;
import io.xenscribe.host.RuntimeDirectory;
import io.xenscribe.publish.PublishedFile;
import io.xenscribe.publish.Withdrawal;
import io.xenscribe.xenstore.Xenstore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Removes what was published. */
@Command(
        name = "withdraw",
        description = "Remove every key that the agent has published, as before its removal.",
        mixinStandardHelpOptions = true)
final class WithdrawCommand implements Callable<Integer> {

    @Mixin
    private final Configuration configuration = new Configuration();

    @Override
    public Integer call() throws Exception {
        RuntimeDirectory directory = RuntimeDirectory.ofEnvironment();
        Path path = directory.published();
        if (!Files.exists(path)) {
            System.err.println("nothing to withdraw: there is no " + path);
            return 0;
        }
        Optional<String> running = AgentLock.holderOf(directory);
        if (running.isPresent()) {
            System.err.println(running.get() + " runs and would write the keys again: stop it first");
            return 1;
        }
        try (Xenstore store = configuration.connect()) {
            Withdrawal.Result result =
                    Withdrawal.of(new PublishedFile(path, "")).from(store);
            System.out.println(result.removed() + " keys removed");
            result.refused().forEach(System.err::println);
            return result.refused().isEmpty() ? 0 : 1;
        }
    }
}
