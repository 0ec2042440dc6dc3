package io.xenscribe.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Tests that need root, FUSE and Debian's Xen packages: left out, with a word on what is missing, where they are not
 * there. With {@code CI=true} in the environment what is missing is a failure.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsRig.Prerequisites.class)
@interface NeedsRig {

    /** Looks once for all that the rig's README asks for. */
    final class Prerequisites implements ExecutionCondition {

        private static final List<String> MISSING = missing();

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (MISSING.isEmpty()) {
                return ConditionEvaluationResult.enabled("the rig can run");
            }
            String what = "The rig needs " + String.join(", ", MISSING);
            if ("true".equals(System.getenv("CI"))) {
                throw new IllegalStateException(what + ", and in CI nothing may be left out");
            }
            return ConditionEvaluationResult.disabled(what);
        }

        private static List<String> missing() {
            List<String> missing = new ArrayList<>();
            if (!"root".equals(System.getProperty("user.name"))) {
                missing.add("root");
            }
            for (String device : List.of("/dev/fuse", "/dev/loop-control")) {
                if (!Files.isWritable(Path.of(device))) {
                    missing.add(device);
                }
            }
            if (!daemonInstalled("xenstored") || !daemonInstalled("oxenstored")) {
                missing.add("package xen-utils-4.17");
            }
            program(missing, "xenstore-ls", "xenstore-utils");
            program(missing, "gcc", "gcc");
            program(missing, "make", "make");
            program(missing, "ip", "iproute2");
            program(missing, "nsenter", "util-linux");
            program(missing, "python3", "python3");
            program(missing, "strace", "strace");
            program(missing, "losetup", "mount");
            program(missing, "setpriv", "util-linux");
            program(missing, "systemd-analyze", "systemd");
            program(missing, "mkfs.ext4", "e2fsprogs");
            program(missing, "mkfs.xfs", "xfsprogs");
            program(missing, "mkfs.btrfs", "btrfs-progs");
            if (!Files.exists(Path.of("/usr/include/xen"))) {
                missing.add("package libxen-dev");
            }
            return missing;
        }

        private static boolean daemonInstalled(String name) {
            try (Stream<Path> folders = Files.list(Path.of("/usr/lib"))) {
                return folders.anyMatch(
                        folder -> folder.getFileName().toString().startsWith("xen-")
                                && Files.isExecutable(folder.resolve("bin").resolve(name)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void program(List<String> missing, String name, String debianPackage) {
            boolean found = Stream.of("/usr/sbin", "/usr/bin", "/sbin", "/bin", "/usr/local/bin")
                    .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
            if (!found) {
                missing.add("package " + debianPackage);
            }
        }
    }
}
