package io.xenscribe.packaging;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;

/**
 * The Java runtime that is shipped, linked from the JDK of the build with just the modules that plugins may rely on.
 *
 * <p>Linking takes seconds, so an image made by the same JDK with the same modules is left as it is.
 */
final class RuntimeImage {

    /** Part of the contract with plugins: docs say so, and a jar that needs another module is refused. */
    private static final String MODULES =
            "java.base,java.logging,java.management,java.net.http,java.xml,jdk.unsupported,jdk.zipfs";

    private final Path folder;
    private final Path stampFile;

    /** {@code stampFile} remembers what the image was made of. */
    RuntimeImage(Path folder, Path stampFile) {
        this.folder = folder;
        this.stampFile = stampFile;
    }

    void make() throws IOException {
        String stamp = stamp();
        if (Files.exists(stampFile) && Files.readString(stampFile).equals(stamp) && Files.exists(program())) {
            return;
        }
        Tree.delete(folder);
        link();
        // The name that ps and top show; nobody should take this for a Java of the machine.
        Files.move(folder.resolve("bin/java"), program());
        Files.delete(folder.resolve("bin/keytool"));
        Files.writeString(stampFile, stamp);
    }

    /** The runtime's own launcher, which is also the agent's process. */
    Path program() {
        return folder.resolve("bin/xenscribe");
    }

    /** What tells one image from another. */
    private static String stamp() throws IOException {
        return MODULES + "\n" + Files.readString(Path.of(System.getProperty("java.home"), "release"));
    }

    private void link() {
        ToolProvider jlink = ToolProvider.findFirst("jlink")
                .orElseThrow(() -> new PackagingException(
                        System.getProperty("java.home") + " has no jlink: build with a full JDK, not a runtime"));
        StringWriter output = new StringWriter();
        PrintWriter printer = new PrintWriter(output);
        int code = jlink.run(
                printer,
                printer,
                "--add-modules",
                MODULES,
                "--strip-java-debug-attributes",
                "--no-header-files",
                "--no-man-pages",
                "--output",
                folder.toString());
        if (code != 0) {
            throw new PackagingException("jlink failed with " + code + ":\n" + output);
        }
    }
}
