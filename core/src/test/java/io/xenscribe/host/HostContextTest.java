package io.xenscribe.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xenscribe.api.Context;
import io.xenscribe.api.FileSystemUsage;
import io.xenscribe.api.KernelAbsentException;
import io.xenscribe.api.Root;
import io.xenscribe.api.Source;
import io.xenscribe.xenstore.StoreError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What a collector may ask of its context, and what it may publish. */
class HostContextTest extends ContextOfAnIdleCollector {

    @Test
    void publishedFactsAreOnTheBoard() {
        context.publish(new Facts("a"));

        assertThat(board.snapshot().records()).containsEntry("idle", new Facts("a"));
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes", "NullAway"}) // What a careless plugin does.
    void nonsenseComesBackToTheCollector() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> context.publish(null))
                .withMessage("idle published null instead of facts");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ((Context) context).publish(new Other("b")))
                .withMessage(
                        "idle published a " + Other.class.getName() + ", but its facts are " + Facts.class.getName());
        assertThat(board.snapshot().records()).isEmpty();
    }

    @Test
    @SuppressWarnings("NullAway") // What a careless plugin does.
    void whatCannotBeReadOfFactsIsRemarkedOn() {
        context.publish(new Facts(null));

        assertThat(remarks).containsExactly("idle.text is null; it counts as absent");
    }

    @Test
    void factsOfAnImpossibleSizeAreRefused() {
        context.publish(new Facts("good"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> context.publish(new Facts("x".repeat(1 << 20))))
                .withMessage("idle.text has 1048576 characters; 65536 is the most that a fact may have");
        assertThat(board.snapshot().records()).containsEntry("idle", new Facts("good"));
    }

    @Test
    void aFloodIsHeldBackAndItsNewestFactsAreOnTheBoard() {
        long start = System.nanoTime();
        for (int i = 0; i < 250; i++) {
            context.publish(new Facts("f" + i));
            assertThat(board.snapshot().records()).containsEntry("idle", new Facts("f" + i));
        }
        // 200 are free, each of the others costs 20 ms.
        assertThat(System.nanoTime() - start).isGreaterThan(900_000_000);
    }

    @Test
    void anInterruptDoesNotHelpAFloodButTheEndDoes() throws Exception {
        for (int i = 0; i < 210; i++) {
            Thread.currentThread().interrupt();
            context.publish(new Facts("f" + i));
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(context.silence(System.nanoTime())).isGreaterThanOrEqualTo(0);
    }

    @Test
    void oneThatForgetsToCloseItsSourcesIsTold() throws Exception {
        context.watch("vif").close();
        for (int i = 0; i < 256; i++) {
            context.watch("vif/" + i);
        }

        assertThatThrownBy(() -> context.watch("device"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has 256 sources open");
        assertThat(store.listeners).doesNotContainKey("device");
    }

    @Test
    void afterTheRunNothingIsPublished() {
        context.close();
        context.publish(new Facts("late"));

        assertThat(board.snapshot().records()).isEmpty();
    }

    @Test
    void optionsAreOfTheDeclaredClassOnly() {
        assertThat(context.options(Options.class)).isEqualTo(new Options(7));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> context.options(Other.class))
                .withMessageContaining("the options of idle are");
    }

    @Test
    void whatTheStoreHidesIsAbsent() throws IOException {
        store.values.put("name", "guest");
        store.refusals.put("secret", StoreError.EACCES);
        store.refusals.put("gone", StoreError.ENOENT);
        store.refusals.put("odd", StoreError.EINVAL);

        assertThat(context.xenstore().read("name")).contains("guest");
        assertThat(context.xenstore().read("nothing")).isEmpty();
        assertThat(context.xenstore().read("secret")).isEmpty();
        assertThat(context.xenstore().list("secret")).isEmpty();
        assertThat(context.xenstore().list("gone")).isEmpty();
        assertThatThrownBy(() -> context.xenstore().read("odd"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("EINVAL");
        store.lost = true;
        assertThatThrownBy(() -> context.xenstore().read("name"))
                .isInstanceOf(IOException.class)
                .hasMessage("the store has gone");
    }

    @Test
    void anotherFileSystemHasNoKernel() throws IOException {
        try (HostContext<Facts> image = context(Root.of(folder))) {
            assertThatThrownBy(() -> image.netlink(1))
                    .isInstanceOf(KernelAbsentException.class)
                    .hasMessage("needs the running kernel; " + folder + " is another file system");
            assertThatThrownBy(() -> image.file(Path.of("/proc/self/mounts")))
                    .isInstanceOf(KernelAbsentException.class);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void directoriesAndUsageAreOfAnyFileSystem() throws Exception {
        try (HostContext<Facts> image = context(Root.of(folder))) {
            FileSystemUsage usage = image.statfs(folder);
            Source directory = image.directory(folder);
            Files.createFile(folder.resolve("new"));

            assertThat(usage.size().count()).isPositive();
            assertThat(image.await(LONG, directory)).containsExactly(directory);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatIsLeftOpenIsClosedAtTheEnd() throws Exception {
        int before = descriptors();
        context.netlink(0);
        context.directory(folder);
        context.file(Path.of("/proc/self/mounts"));
        context.watch("vif");
        assertThat(descriptors()).isEqualTo(before + 3);

        context.close();

        assertThat(descriptors()).isEqualTo(before);
        assertThat(store.listeners).isEmpty();
    }

    private static int descriptors() {
        String[] names =
                Optional.ofNullable(Path.of("/proc/self/fd").toFile().list()).orElseThrow();
        return names.length;
    }
}
