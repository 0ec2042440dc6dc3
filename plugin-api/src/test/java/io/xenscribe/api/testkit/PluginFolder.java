package io.xenscribe.api.testkit;

import io.xenscribe.api.Collector;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;

/**
 * Checks what every plugin's folder has, so that page, sample and code cannot drift apart: a README with the usual
 * headings that shows {@code options.yaml} as it is and names every fact, and the declaration of the collector.
 *
 * <pre>{@code
 * assertThat(PluginFolder.of(Path.of("")).problems(new MemoryCollector())).isEmpty();
 * }</pre>
 */
public final class PluginFolder {

    private static final List<String> HEADINGS = List.of("## Facts", "## Options", "## Where it reads", "## Limits");

    private final Path folder;

    private PluginFolder(Path folder) {
        this.folder = folder;
    }

    public static PluginFolder of(Path folder) {
        return new PluginFolder(folder);
    }

    /**
     * What is wrong, one sentence each.
     *
     * @throws IOException when the README cannot be read
     */
    public List<String> problems(Collector<?> collector) throws IOException {
        List<String> problems = new ArrayList<>();
        String readme = Files.readString(folder.resolve("README.md"));
        checkHeadings(readme, problems);
        checkOptions(readme, problems);
        checkFacts(collector.facts(), readme, problems);
        checkDeclaration(collector, problems);
        return problems;
    }

    private static void checkHeadings(String readme, List<String> problems) {
        List<String> headings =
                readme.lines().filter(line -> line.startsWith("## ")).toList();
        if (!headings.equals(HEADINGS)) {
            problems.add("README.md has the headings " + headings + ", not " + HEADINGS);
        }
    }

    private void checkOptions(String readme, List<String> problems) throws IOException {
        Path sample = folder.resolve("src/main/resources/options.yaml");
        if (Files.exists(sample) && !readme.contains("```yaml\n" + Files.readString(sample) + "```\n")) {
            problems.add("README.md does not show options.yaml as it is");
        }
    }

    private static void checkFacts(Class<?> facts, String readme, List<String> problems) {
        for (RecordComponent component : facts.getRecordComponents()) {
            String name = kebab(component.getName());
            if (!readme.contains("`" + name + "`") && !readme.contains("." + name + "`")) {
                problems.add("README.md does not name `" + name + "` of " + facts.getSimpleName());
            }
            recordsIn(component.getGenericType()).forEach(inner -> checkFacts(inner, readme, problems));
        }
    }

    private static List<Class<?>> recordsIn(Type type) {
        if (type instanceof ParameterizedType generic) {
            List<Class<?>> records = new ArrayList<>();
            for (Type argument : generic.getActualTypeArguments()) {
                records.addAll(recordsIn(argument));
            }
            return records;
        }
        return type instanceof Class<?> plain
                        && plain.isRecord()
                        && !plain.getPackageName().equals("io.xenscribe.api")
                ? List.of(plain)
                : List.of();
    }

    private static void checkDeclaration(Collector<?> collector, List<String> problems) {
        for (Collector<?> declared : ServiceLoader.load(Collector.class)) {
            if (declared.getClass().equals(collector.getClass())) {
                return;
            }
        }
        problems.add("META-INF/services/" + Collector.class.getName() + " does not name "
                + collector.getClass().getName());
    }

    private static String kebab(String name) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isUpperCase(c)) {
                text.append('-');
            }
            text.append(c);
        }
        return text.toString().toLowerCase(Locale.ROOT);
    }
}
