package io.xenscribe.host;

import java.net.MalformedURLException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pf4j.AbstractPluginManager;
import org.pf4j.ClassLoadingStrategy;
import org.pf4j.DefaultExtensionFactory;
import org.pf4j.DefaultPluginDescriptor;
import org.pf4j.DefaultVersionManager;
import org.pf4j.ExtensionDescriptor;
import org.pf4j.ExtensionFactory;
import org.pf4j.ExtensionFinder;
import org.pf4j.ExtensionWrapper;
import org.pf4j.Plugin;
import org.pf4j.PluginClassLoader;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginDescriptorFinder;
import org.pf4j.PluginFactory;
import org.pf4j.PluginLoader;
import org.pf4j.PluginRepository;
import org.pf4j.PluginRuntimeException;
import org.pf4j.PluginStatusProvider;
import org.pf4j.PluginWrapper;
import org.pf4j.VersionManager;

/**
 * PF4J as we use it: it holds the plugins and their class loaders. What it would find by itself in folders, property
 * files and annotation indexes, it is told: from a {@link PluginJar}.
 */
final class IsolatedPlugins extends AbstractPluginManager {

    private final ClassLoader lent = new LentClasses(IsolatedPlugins.class.getClassLoader(), false);
    private final ClassLoader lentToScripts = new LentClasses(IsolatedPlugins.class.getClassLoader(), true);
    private final Map<Path, PluginJar> jars = new HashMap<>();

    IsolatedPlugins() {
        super(List.of());
    }

    /** The classes that the jar lists, in a class loader of its own. */
    List<Class<?>> load(PluginJar jar) throws RefusalException {
        jars.put(jar.path(), jar);
        try {
            return getExtensionClasses(loadPlugin(jar.path()));
        } catch (PluginRuntimeException e) {
            String message = e.getMessage();
            throw new RefusalException(message == null ? Reason.of(e) : message);
        }
    }

    /** Forgets the plugin and closes its class loader, if there is one of that id. */
    boolean unload(String id) {
        var plugin = getPlugin(id);
        if (plugin == null) {
            return false;
        }
        jars.remove(plugin.getPluginPath());
        boolean withDependents = false;
        boolean resolveAgain = false;
        return unloadPlugin(id, withDependents, resolveAgain);
    }

    /** Whether the plugin fits was asked before; here it would cost regular expressions. */
    @Override
    protected boolean isPluginValid(PluginWrapper plugin) {
        return true;
    }

    /** Plugins do not depend on each other; to find that out costs streams and a graph. */
    @Override
    protected void resolvePlugins() {}

    @Override
    protected List<Path> createPluginsRoot() {
        return List.of();
    }

    @Override
    protected PluginDescriptorFinder createPluginDescriptorFinder() {
        return new PluginDescriptorFinder() {
            @Override
            public boolean isApplicable(Path path) {
                return jars.containsKey(path);
            }

            @Override
            public PluginDescriptor find(Path path) {
                PluginJar jar = jar(path);
                return new DefaultPluginDescriptor(
                        jar.id(), "", Plugin.class.getName(), jar.version(), "*", jar.provider(), "");
            }
        };
    }

    @Override
    protected PluginLoader createPluginLoader() {
        return new PluginLoader() {
            @Override
            public boolean isApplicable(Path path) {
                return jars.containsKey(path);
            }

            @Override
            public ClassLoader loadPlugin(Path path, PluginDescriptor descriptor) {
                return new Jar(path, descriptor, jar(path).scripts().isEmpty() ? lent : lentToScripts);
            }
        };
    }

    @Override
    protected ExtensionFinder createExtensionFinder() {
        return new ListedClasses();
    }

    @Override
    protected PluginFactory createPluginFactory() {
        return wrapper -> new Plugin();
    }

    @Override
    protected ExtensionFactory createExtensionFactory() {
        return new DefaultExtensionFactory();
    }

    @Override
    protected VersionManager createVersionManager() {
        return new DefaultVersionManager();
    }

    @Override
    protected PluginRepository createPluginRepository() {
        return new PluginRepository() {
            @Override
            public List<Path> getPluginPaths() {
                return List.of();
            }

            @Override
            public boolean deletePluginPath(Path path) {
                return false;
            }
        };
    }

    @Override
    protected PluginStatusProvider createPluginStatusProvider() {
        return new PluginStatusProvider() {
            @Override
            public boolean isPluginDisabled(String id) {
                return false;
            }

            @Override
            public void disablePlugin(String id) {}

            @Override
            public void enablePlugin(String id) {}
        };
    }

    private PluginJar jar(Path path) {
        PluginJar jar = jars.get(path);
        if (jar == null) {
            throw new IllegalArgumentException("not a plugin: " + path);
        }
        return jar;
    }

    /** The class loader of one jar: what is lent comes first, so nobody replaces the API; then the jar. */
    private final class Jar extends PluginClassLoader {

        Jar(Path path, PluginDescriptor descriptor, ClassLoader lent) {
            super(IsolatedPlugins.this, descriptor, lent, ClassLoadingStrategy.APD);
            try {
                addURL(path.toUri().toURL());
            } catch (MalformedURLException e) {
                throw new PluginRuntimeException(e);
            }
        }

        @Override
        public Class<?> loadClass(String name) throws ClassNotFoundException {
            Class<?> type = super.loadClass(name);
            Optional<String> module = RuntimeModules.withheld(type);
            if (module.isPresent()) {
                throw new ClassNotFoundException(name + " is in the module " + module.get());
            }
            return type;
        }
    }

    private final class ListedClasses implements ExtensionFinder {

        @Override
        @SuppressWarnings("rawtypes") // PF4J's signature
        public List<ExtensionWrapper> find(String id) {
            List<ExtensionWrapper> found = new ArrayList<>();
            for (String name : findClassNames(id)) {
                found.add(new ExtensionWrapper<>(new ExtensionDescriptor(0, type(id, name)), extensionFactory));
            }
            return found;
        }

        private Class<?> type(String id, String name) {
            try {
                return getPluginClassLoader(id).loadClass(name);
            } catch (ClassNotFoundException e) {
                throw new PluginRuntimeException("lists the class " + name + ", which its jar does not have");
            }
        }

        @Override
        public <T> List<ExtensionWrapper<T>> find(Class<T> type) {
            return List.of();
        }

        @Override
        public <T> List<ExtensionWrapper<T>> find(Class<T> type, String id) {
            return List.of();
        }

        @Override
        public Set<String> findClassNames(String id) {
            PluginJar jar = jar(getPlugin(id).getPluginPath());
            Set<String> names = new LinkedHashSet<>(jar.collectors());
            names.addAll(jar.scripts());
            return names;
        }
    }
}
