package io.xenscribe.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Makes {@code packaging/target/xenscribe/} from the jars on its class path and the project's {@code config/}, and what
 * is laid over it for scripts beside it.
 *
 * <p>Arguments: the project's folder, the build folder, the date that every file gets. Steps whose input is unchanged
 * are left out.
 */
final class Packager {

    private final Path project;
    private final Path build;
    private final Instant date;
    private final Path home;

    private Packager(Path project, Path build, Instant date) {
        this.project = project;
        this.build = build;
        this.date = date;
        this.home = build.resolve("xenscribe");
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        try {
            new Packager(Path.of(args[0]), Path.of(args[1]), Instant.parse(args[2])).make();
        } catch (PackagingException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private void make() throws IOException, InterruptedException {
        Files.createDirectories(home.resolve("lib"));
        new RuntimeImage(home.resolve("lib/runtime"), build.resolve("runtime.made-of")).make();
        ClassPath classPath = ClassPath.ofThisProgram();
        Tree.replaceJars(home.resolve("lib"), classPath.agent().libraries());
        Tree.replaceJars(home.resolve("plugins"), classPath.agent().plugins());
        placeNativeCode(classPath.nativeCode());
        CommandLine commandLine = CommandLine.plain(classPath.agent().libraryNames());
        placeLauncher(commandLine);
        Tree.copy(project.resolve("config"), home.resolve("config"));
        Tree.copyFile(project.resolve("LICENSE"), home.resolve("LICENSE"));
        Tree.date(home, date);
        String stamp = stamp();
        AotCache.Training anyResult = new AotCache.Training(List.of(), "");
        new AotCache(home, commandLine, anyResult, build.resolve("training")).make(stamp);
        Tree.date(home, date);
        new ScriptingOverlay(home, build, date).make(classPath, stamp);
    }

    /** Unpacked here, jffi needs no folder at run time into which it may write and from which it may execute. */
    private void placeNativeCode(Path nativeJar) throws IOException {
        String folder = "jni/" + Machine.ofBuild().label + "-Linux/";
        try (JarFile jar = new JarFile(nativeJar.toFile())) {
            for (JarEntry entry : jar.stream().toList()) {
                if (entry.getName().startsWith(folder) && entry.getName().endsWith(".so")) {
                    Path target = home.resolve("lib").resolve(entry.getName().substring(folder.length()));
                    try (InputStream in = jar.getInputStream(entry)) {
                        Files.write(target, in.readAllBytes());
                    }
                    return;
                }
            }
        }
        throw new PackagingException(nativeJar + " has no library below " + folder);
    }

    private void placeLauncher(CommandLine commandLine) throws IOException {
        Files.writeString(home.resolve(commandLine.variant().file()), commandLine.text());
        Path launcher = home.resolve("bin/xenscribe");
        Files.createDirectories(launcher.getParent());
        Files.write(launcher, Launcher.executable(Machine.ofBuild()));
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** All that the training run reads; the cache itself and the runtime's files are not among it. */
    private String stamp() throws IOException {
        List<Path> folders = List.of(home.resolve("plugins"), home.resolve("config"), home.resolve("bin"));
        List<String> parts = new ArrayList<>();
        parts.add(Tree.hash(List.of(home.resolve("lib/runtime/lib/modules"))));
        parts.add(Tree.hash(folders));
        for (Path file : Tree.children(home.resolve("lib"))) {
            if (!file.endsWith("xenscribe.aot")) {
                parts.add(file.getFileName() + " " + Tree.hash(List.of(file)));
            }
        }
        return String.join("\n", parts);
    }
}
