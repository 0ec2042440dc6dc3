package io.xenscribe.packaging;

import java.io.File;
import java.io.IOException;
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
 * @param libraries the agent and what it needs, in class path order
 * @param plugins jars with a {@code Plugin-Id} in their manifest
 * @param nativeCode jffi's jar of shared libraries, of which one is unpacked and the jar left out
 */
record ClassPath(List<Path> libraries, List<Path> plugins, Path nativeCode) {

    static ClassPath ofThisProgram() throws IOException {
        List<Path> libraries = new ArrayList<>();
        List<Path> plugins = new ArrayList<>();
        @Nullable Path nativeCode = null;
        for (String element : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path jar = Path.of(element);
            if (!Files.isRegularFile(jar)) {
                requireOwnClasses(jar);
            } else if (jar.getFileName().toString().endsWith("-native.jar")) {
                nativeCode = jar;
            } else if (isPlugin(jar)) {
                plugins.add(jar);
            } else {
                libraries.add(jar);
            }
        }
        if (nativeCode == null) {
            throw new PackagingException("jffi's native jar is not on the class path: " + libraries);
        }
        return new ClassPath(libraries, plugins, nativeCode);
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
}
