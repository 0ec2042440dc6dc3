package io.xenscribe.host;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * What a plugin sees beside its own jar: the JDK and a few packages of the agent, for classes and resources alike. All
 * else of the agent is hidden, so a plugin may bring its own version of any library.
 */
final class LentClasses extends ClassLoader {

    private static final String[] PACKAGES = {
        "io.xenscribe.api.", "org.slf4j.", "org.jspecify.", "jnr.", "com.kenai.jffi.",
    };

    private final ClassLoader agent;

    LentClasses(ClassLoader agent) {
        super("lent", ClassLoader.getPlatformClassLoader());
        this.agent = agent;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        return isLent(name) ? agent.loadClass(name) : getParent().loadClass(name);
    }

    @Override
    protected @Nullable URL findResource(String name) {
        return isLent(name.replace('/', '.')) ? agent.getResource(name) : null;
    }

    @Override
    protected Enumeration<URL> findResources(String name) throws IOException {
        return isLent(name.replace('/', '.')) ? agent.getResources(name) : Collections.emptyEnumeration();
    }

    private static boolean isLent(String name) {
        for (String prefix : PACKAGES) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
