package io.xenscribe.mapping;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The mappings of which facts choose one; a mapping that is fixed is a choice of one. {@link MappingChoiceReader} makes
 * it. Immutable.
 */
public final class MappingChoice {

    private final List<Option> options;
    private final Set<String> conditionsUse = new LinkedHashSet<>();
    private final Set<String> mappingsUse = new LinkedHashSet<>();
    private final ChosenMapping none;

    /**
     * One of the mappings.
     *
     * @param conditions all must hold; without any it is the one if none before it is
     * @param needs the collectors that the conditions need
     */
    record Option(List<Condition> conditions, Set<String> needs, ChosenMapping mapping) {}

    /** @param name of the file, for people */
    MappingChoice(String name, List<Option> options) {
        this.options = List.copyOf(options);
        for (Option option : options) {
            conditionsUse.addAll(option.needs());
            mappingsUse.addAll(option.mapping().mapping().factsUsed());
        }
        this.none = new ChosenMapping(Optional.empty(), Mapping.NONE, Optional.of("no entry of " + name + " holds"));
    }

    /** No choice at all. */
    public static MappingChoice of(Path file, Mapping mapping) {
        ChosenMapping fixed = new ChosenMapping(Optional.of(file), mapping, Optional.empty());
        return new MappingChoice(String.valueOf(file), List.of(new Option(List.of(), Set.of(), fixed)));
    }

    /**
     * The first mapping whose conditions hold; if none does, one without file that makes no keys.
     *
     * @param facts by collector, the built-in ones included
     */
    public ChosenMapping choose(Map<String, ? extends Record> facts) {
        Frame frame = new Frame(facts, null);
        for (Option option : options) {
            if (holds(option, frame)) {
                return option.mapping();
            }
        }
        return none;
    }

    private static boolean holds(Option option, Frame frame) {
        for (Condition condition : option.conditions()) {
            if (!condition.holds(frame)) {
                return false;
            }
        }
        return true;
    }

    /** All mappings, in their order. */
    public List<ChosenMapping> all() {
        List<ChosenMapping> all = new ArrayList<>();
        for (Option option : options) {
            all.add(option.mapping());
        }
        return all;
    }

    /** The files of all mappings, in their order. */
    public List<Path> files() {
        List<Path> files = new ArrayList<>();
        for (Option option : options) {
            option.mapping().file().ifPresent(files::add);
        }
        return files;
    }

    /** Whether the choice needs the facts of one of these collectors. */
    public boolean needsAnyOf(Set<String> collectors) {
        for (String collector : collectors) {
            if (conditionsUse.contains(collector)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the choice or one of the mappings uses the facts of {@code collector}. */
    public boolean uses(String collector) {
        return conditionsUse.contains(collector) || mappingsUse.contains(collector);
    }

    /**
     * Whether one name in a map of texts that {@code collector} gives can make a difference: a condition asks for it, or
     * one of the mappings uses that collector at all.
     */
    public boolean heeds(String collector, String entry) {
        if (mappingsUse.contains(collector)) {
            return true;
        }
        for (Option option : options) {
            for (Condition condition : option.conditions()) {
                if (condition.asks(collector, entry)) {
                    return true;
                }
            }
        }
        return false;
    }
}
