package io.xenscribe.readme;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import io.xenscribe.api.Collector;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * A plugin's folder, compiled: its collectors, which know their records, and the docstrings of the records, which are in
 * the source only.
 *
 * @param docs by the record's class name
 */
record PluginSource(Path folder, List<Collector<?>> collectors, Map<String, DocCommentTree> docs, URLClassLoader loader)
        implements AutoCloseable {

    /** @param classes an empty folder, for what the compiler makes */
    static PluginSource of(Path folder, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Map<String, DocCommentTree> docs = new HashMap<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
            JavacTask task = (JavacTask) compiler.getTask(
                    null,
                    files,
                    null,
                    List.of("-proc:none", "-nowarn", "-classpath", System.getProperty("java.class.path")),
                    null,
                    files.getJavaFileObjectsFromPaths(sources(folder)));
            DocTrees trees = DocTrees.instance(task);
            for (Element element : task.analyze()) {
                if (element.getKind() == ElementKind.RECORD) {
                    Optional.ofNullable(trees.getDocCommentTree(element))
                            .ifPresent(doc -> docs.put(
                                    task.getElements()
                                            .getBinaryName((TypeElement) element)
                                            .toString(),
                                    doc));
                }
            }
            task.generate();
        }
        URL[] places = {
            classes.toUri().toURL(),
            folder.resolve("src/main/resources").toUri().toURL()
        };
        URLClassLoader loader = new URLClassLoader(places, Collector.class.getClassLoader());
        List<Collector<?>> collectors = new ArrayList<>();
        ServiceLoader.load(Collector.class, loader).forEach(collectors::add);
        return new PluginSource(folder, collectors, docs, loader);
    }

    private static List<Path> sources(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("src/main/java"))) {
            return files.filter(path -> path.toString().endsWith(".java")).toList();
        }
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
