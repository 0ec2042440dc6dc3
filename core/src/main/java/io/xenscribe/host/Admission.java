package io.xenscribe.host;

import io.xenscribe.api.Collector;
import io.xenscribe.api.RuleScript;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Lets one plugin in beside those that are there: makes an object of each class that its jar lists and has that say what
 * it is. Refused are classes that cannot be made or do not answer in time, and what another gives already. Whatever
 * exception a plugin's code throws is a refusal; errors are the caller's.
 */
final class Admission {

    /** For a plugin's class to be made and describe itself; without it one could keep the agent from starting. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final List<LoadedPlugin> present;
    private final Function<LoadedCollector<?>, Optional<String>> objection;

    /**
     * Lets nobody in yet.
     *
     * @param present those that are there
     * @param objection what is wrong with a collector's facts or options, if anything
     */
    Admission(List<LoadedPlugin> present, Function<LoadedCollector<?>, Optional<String>> objection) {
        this.present = present;
        this.objection = objection;
    }

    /** @param classes those that the jar lists, loaded */
    LoadedPlugin admit(PluginJar jar, List<Class<?>> classes) throws RefusalException {
        List<LoadedCollector<?>> collectors = new ArrayList<>();
        List<RuleScript> scripts = new ArrayList<>();
        for (Class<?> type : classes) {
            if (jar.collectors().contains(type.getName())) {
                collectors.add(collector(type, collectors));
            }
            if (jar.scripts().contains(type.getName())) {
                scripts.add(script(type, scripts));
            }
        }
        return new LoadedPlugin(
                jar.id(), jar.version(), jar.provider(), jar.path(), collectors, scripts, jar.defaults());
    }

    /** Whether one that was let in elsewhere gives something that is there already. */
    void check(LoadedPlugin plugin) throws RefusalException {
        for (LoadedCollector<?> collector : plugin.collectors()) {
            checkName(collector, List.of());
        }
        for (RuleScript script : plugin.scripts()) {
            checkLanguage(script, List.of());
        }
    }

    private LoadedCollector<?> collector(Class<?> type, List<LoadedCollector<?>> siblings) throws RefusalException {
        LoadedCollector<?> collector =
                Deadline.answer(type.getName(), LIMIT, () -> described(instance(type, Collector.class)));
        checkName(collector, siblings);
        Optional<String> reason = objection(collector);
        if (reason.isPresent()) {
            throw new RefusalException(reason.get());
        }
        return collector;
    }

    private RuleScript script(Class<?> type, List<RuleScript> siblings) throws RefusalException {
        RuleScript script = Deadline.answer(type.getName(), LIMIT, () -> instance(type, RuleScript.class));
        checkLanguage(script, siblings);
        return script;
    }

    private static <T> T instance(Class<?> type, Class<T> kind) throws RefusalException {
        if (!kind.isAssignableFrom(type)) {
            throw new RefusalException(type.getName() + " is not a " + kind.getSimpleName());
        }
        try {
            return kind.cast(type.getConstructor().newInstance());
        } catch (NoSuchMethodException | IllegalAccessException | InstantiationException e) {
            throw new RefusalException(
                    type.getName() + " must be a public class with a public constructor without parameters");
        } catch (InvocationTargetException | ExceptionInInitializerError e) {
            throw new RefusalException(type.getName() + " cannot be made: " + Reason.of(e));
        }
    }

    /** Whatever the plugin's code throws when it is asked, costs only the plugin. */
    private static LoadedCollector<?> described(Collector<?> collector) throws RefusalException {
        try {
            return LoadedCollector.of(collector);
        } catch (RuntimeException | StackOverflowError e) {
            throw new RefusalException(collector.getClass().getName() + " does not describe itself: " + Reason.of(e));
        }
    }

    private Optional<String> objection(LoadedCollector<?> collector) {
        try {
            return objection.apply(collector);
        } catch (RuntimeException | StackOverflowError e) {
            return Optional.of("the records of " + collector.name() + " cannot be looked at: " + Reason.of(e));
        }
    }

    private void checkName(LoadedCollector<?> collector, List<LoadedCollector<?>> siblings) throws RefusalException {
        for (LoadedPlugin plugin : present) {
            checkName(collector, plugin.collectors(), plugin.path().toString());
        }
        checkName(collector, siblings, "another of its classes");
    }

    private static void checkName(LoadedCollector<?> collector, List<LoadedCollector<?>> others, String owner)
            throws RefusalException {
        for (LoadedCollector<?> other : others) {
            if (other.name().equals(collector.name())) {
                throw new RefusalException("gives the facts " + collector.name() + ", as " + owner + " does already");
            }
        }
    }

    private void checkLanguage(RuleScript script, List<RuleScript> siblings) throws RefusalException {
        String language = language(script);
        for (LoadedPlugin plugin : present) {
            checkLanguage(language, plugin.scripts(), plugin.path().toString());
        }
        checkLanguage(language, siblings, "another of its classes");
    }

    private static void checkLanguage(String language, List<RuleScript> others, String owner) throws RefusalException {
        for (RuleScript other : others) {
            if (other.language().equals(language)) {
                throw new RefusalException("runs scripts in " + language + ", as " + owner + " does already");
            }
        }
    }

    @SuppressWarnings("ConstantValue") // A plugin need not keep to the contract that its answer is never null.
    private static String language(RuleScript script) throws RefusalException {
        String type = script.getClass().getName();
        String language;
        try {
            language = script.language();
        } catch (RuntimeException | StackOverflowError e) {
            throw new RefusalException(type + " does not say its language: " + Reason.of(e));
        }
        if (language == null || !KebabName.is(language)) {
            throw new RefusalException(type + " names its language '" + language + "', which is not " + KebabName.RULE);
        }
        return language;
    }
}
