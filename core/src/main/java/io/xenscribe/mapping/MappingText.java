package io.xenscribe.mapping;

import io.xenscribe.config.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A mapping as it is written, with what it extends and what is merged over it, in its normal form.
 *
 * @param keys in the order in which they are merged
 * @param removed the path templates of rules that a {@code ~} removed, and where it stands
 */
public record MappingText(List<RuleText> keys, List<RuleText> commit, Map<String, Place> removed) {

    public MappingText {
        keys = List.copyOf(keys);
        commit = List.copyOf(commit);
    }

    /** Where there is no mapping. */
    public static MappingText empty() {
        return new MappingText(List.of(), List.of(), Map.of());
    }

    /** The files in which it stands. */
    public Set<String> files() {
        Set<String> files = new LinkedHashSet<>();
        for (RuleText rule : rules()) {
            files.add(rule.origin().file());
            rule.fields().forEach(field -> files.add(field.place().file()));
        }
        removed.values().forEach(place -> files.add(place.file()));
        return files;
    }

    /** The files with code that its rules name. */
    public Set<Path> scripts() {
        Set<Path> scripts = new LinkedHashSet<>();
        for (RuleText rule : rules()) {
            // They are named in full, so that it does not matter where they would be looked for.
            rule.field("js")
                    .flatMap(field -> ScriptCompiler.fileOf(field, Path.of("")))
                    .ifPresent(scripts::add);
        }
        return scripts;
    }

    private List<RuleText> rules() {
        List<RuleText> rules = new ArrayList<>(keys);
        rules.addAll(commit);
        return rules;
    }

    /** The rule with this path template. */
    public Optional<RuleText> rule(String path, boolean isCommit) {
        for (RuleText rule : isCommit ? commit : keys) {
            if (rule.path().equals(path)) {
                return Optional.of(rule);
            }
        }
        return Optional.empty();
    }
}
