package io.xenscribe.packaging;

import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * The jars that are shipped, which are the ones that this build step was started with: what Maven resolved.
 *
 * @param agent what every tree has
 * @param scripting what is laid over it for scripts
 * @param nativeCode jffi's jar of shared libraries, of which one is unpacked and the jar left out
 */
record ClassPath(Jars agent, Jars scripting, Path nativeCode) {

    /**
     * Some of them.
     *
     * @param libraries in class path order
     * @param plugins jars with a {@code Plugin-Id} in their manifest
     */
    record Jars(List<Path> libraries, List<Path> plugins) {

        Jars() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        List<String> libraryNames() {
            List<String> names = new ArrayList<>();
            for (Path library : libraries) {
                names.add(library.getFileName().toString());
            }
            return names;
        }
    }

    static ClassPath ofThisProgram() throws IOException {
        Jars agent = new Jars();
        Jars scripting = new Jars();
        @Nullable Path nativeCode = null;
        for (String element : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path jar = Path.of(element);
            if (!Files.isRegularFile(jar)) {
                requireOwnClasses(jar);
            } else if (jar.getFileName().toString().endsWith("-native.jar")) {
                nativeCode = jar;
            } else if (isPlugin(jar)) {
                (runsScripts(jar) ? scripting : agent).plugins().add(jar);
            } else {
                (isScriptEngine(jar) ? scripting : agent).libraries().add(jar);
            }
        }
        if (nativeCode == null) {
            throw new PackagingException("jffi's native jar is not on the class path: " + agent.libraries());
        }
        return new ClassPath(agent, scripting, nativeCode);
    }

    /** Other modules come as jars only from the phase {@code package} on. */
    private static void requireOwnClasses(Path folder) {
        if (!Files.isDirectory(folder.resolve("io/xenscribe/packaging"))) {
            throw new PackagingException(folder + " is not a jar: run the phase 'package' of the whole project");
        }
    }

    private static boolean isPlugin(Path path) throws IOException {
        try (JarFile jar = new JarFile(path.toFile())) {
            Manifest manifest = jar.getManifest();
            return manifest != null && manifest.getMainAttributes().getValue("Plugin-Id") != null;
        }
    }

    private static boolean runsScripts(Path plugin) throws IOException {
        try (JarFile jar = new JarFile(plugin.toFile())) {
            return jar.getEntry("META-INF/services/io.xenscribe.api.RuleScript") != null;
        }
    }

    /** Its jars are modules and tell by their names whose they are. */
    private static boolean isScriptEngine(Path library) {
        for (ModuleReference module : ModuleFinder.of(library).findAll()) {
            String name = module.descriptor().name();
            if (name.startsWith("org.graalvm.") || name.startsWith("com.oracle.truffle.")) {
                return true;
            }
        }
        return false;
    }
}
