package io.xenscribe.host;

import io.xenscribe.api.Collector;
import io.xenscribe.api.RuleScript;
import io.xenscribe.config.TrustedFile;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.InvalidModuleDescriptorException;
import java.lang.module.ModuleDescriptor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * What a plugin's jar says of itself, before any of its code is loaded.
 *
 * @param id from {@code Plugin-Id}
 * @param version from {@code Plugin-Version}
 * @param provider from {@code Plugin-Provider}
 * @param requires from {@code Plugin-Requires}
 * @param collectors the classes listed in {@code META-INF/services/io.xenscribe.api.Collector}
 * @param scripts the classes listed in {@code META-INF/services/io.xenscribe.api.RuleScript}
 * @param defaults the text of {@code options.yaml}, where there is one
 */
record PluginJar(
        Path path,
        String id,
        String version,
        String provider,
        ApiRange requires,
        List<String> collectors,
        List<String> scripts,
        Optional<String> defaults) {

    private static final String DEFAULTS = "options.yaml";
    /** Of a text in a jar; packed, far more would fit. */
    private static final int MOST_BYTES = 1 << 20;

    private static final String SERVICES = "META-INF/services/";
    private static final String COLLECTORS = SERVICES + Collector.class.getName();
    private static final String SCRIPTS = SERVICES + RuleScript.class.getName();

    static PluginJar read(Path path) throws RefusalException {
        if (!Files.isRegularFile(path)) {
            throw new RefusalException("is not a file");
        }
        Optional<String> distrust = TrustedFile.objection(path);
        if (distrust.isPresent()) {
            throw new RefusalException(distrust.get());
        }
        try (JarFile jar = new JarFile(path.toFile())) {
            checkModules(jar);
            return of(path, jar);
        } catch (IOException | SecurityException e) {
            throw new RefusalException("cannot be read as a jar: " + Reason.of(e));
        }
    }

    private static PluginJar of(Path path, JarFile jar) throws IOException, RefusalException {
        Attributes attributes = attributes(jar.getManifest());
        List<String> collectors = classes(text(jar, COLLECTORS).orElse(""));
        List<String> scripts = classes(text(jar, SCRIPTS).orElse(""));
        if (collectors.isEmpty() && scripts.isEmpty()) {
            throw new RefusalException("lists no class in " + COLLECTORS + " and none in " + SCRIPTS);
        }
        return new PluginJar(
                path,
                id(attributes),
                attribute(attributes, "Plugin-Version"),
                attribute(attributes, "Plugin-Provider"),
                requires(attributes),
                collectors,
                scripts,
                text(jar, DEFAULTS));
    }

    private static Attributes attributes(@Nullable Manifest manifest) throws RefusalException {
        if (manifest == null) {
            throw new RefusalException("has no manifest");
        }
        return manifest.getMainAttributes();
    }

    private static String id(Attributes attributes) throws RefusalException {
        String id = attribute(attributes, "Plugin-Id");
        if (!KebabName.is(id)) {
            throw new RefusalException("its Plugin-Id '" + id + "' is not " + KebabName.RULE);
        }
        return id;
    }

    private static ApiRange requires(Attributes attributes) throws RefusalException {
        String range = attribute(attributes, "Plugin-Requires");
        try {
            return ApiRange.parse(range);
        } catch (IllegalArgumentException e) {
            throw new RefusalException(
                    "its Plugin-Requires is not a range of API versions such as ^0.1.0: " + e.getMessage());
        }
    }

    private static String attribute(Attributes attributes, String name) throws RefusalException {
        String value = attributes.getValue(name);
        if (value == null || value.isBlank()) {
            throw new RefusalException("its manifest has no " + name);
        }
        return value.strip();
    }

    /** One class a line; what follows a # is a remark. */
    private static List<String> classes(String services) {
        List<String> names = new ArrayList<>();
        int at = 0;
        while (at < services.length()) {
            int newline = services.indexOf('\n', at);
            int end = newline < 0 ? services.length() : newline;
            String line = services.substring(at, end);
            int remark = line.indexOf('#');
            String name = (remark < 0 ? line : line.substring(0, remark)).strip();
            if (!name.isEmpty() && !names.contains(name)) {
                names.add(name);
            }
            at = end + 1;
        }
        return List.copyOf(names);
    }

    /** A jar that is a module says itself what else it needs of the JDK. */
    private static void checkModules(JarFile jar) throws IOException, RefusalException {
        ZipEntry entry = jar.getEntry("module-info.class");
        if (entry == null) {
            return;
        }
        try (InputStream in = jar.getInputStream(entry)) {
            for (ModuleDescriptor.Requires needed : ModuleDescriptor.read(in).requires()) {
                checkModule(needed);
            }
        } catch (InvalidModuleDescriptorException e) {
            throw new RefusalException("its module-info.class cannot be read: " + e.getMessage());
        }
    }

    private static void checkModule(ModuleDescriptor.Requires needed) throws RefusalException {
        String name = needed.name();
        boolean ofJdk = name.startsWith("java.") || name.startsWith("jdk.");
        boolean optional = needed.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC);
        if (ofJdk && !optional && !RuntimeModules.OFFERED.contains(name)) {
            throw new RefusalException("needs the module " + name + ", which the agent's runtime does not have");
        }
    }

    private static Optional<String> text(JarFile jar, String name) throws IOException, RefusalException {
        ZipEntry entry = jar.getEntry(name);
        if (entry == null) {
            return Optional.empty();
        }
        try (InputStream in = jar.getInputStream(entry)) {
            byte[] text = in.readNBytes(MOST_BYTES + 1);
            if (text.length > MOST_BYTES) {
                throw new RefusalException("its " + name + " has more than " + MOST_BYTES + " bytes");
            }
            return Optional.of(new String(text, StandardCharsets.UTF_8));
        }
    }
}
