package io.xenscribe.host;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * What a plugin sees beside its own jar: the JDK and a few packages of the agent, for classes and resources alike. All
 * else of the agent is hidden, so a plugin may bring its own version of any library. A plugin that runs scripts sees the
 * script engine too, which lies on the agent's class path so that the cache of loaded classes holds it.
 */
final class LentClasses extends ClassLoader {

    private static final String[] PACKAGES = {
        "io.xenscribe.api.", "org.slf4j.", "org.jspecify.", "jnr.", "com.kenai.jffi.",
    };
    private static final String ENGINE = "org.graalvm.";

    private final ClassLoader agent;
    private final boolean withEngine;

    LentClasses(ClassLoader agent, boolean withEngine) {
        super("lent", ClassLoader.getPlatformClassLoader());
        this.agent = agent;
        this.withEngine = withEngine;
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

    private boolean isLent(String name) {
        for (String prefix : PACKAGES) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return withEngine && name.startsWith(ENGINE);
    }
}
