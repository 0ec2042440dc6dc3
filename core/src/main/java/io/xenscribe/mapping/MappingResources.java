package io.xenscribe.mapping;

import io.xenscribe.facts.FactSchema;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a mapping can refer to.
 *
 * @param schemas of the facts that loaded plugins and the agent itself give, by collector
 * @param scripts runs the rules that are written in a scripting language
 * @param homeConfig where files are looked for that are not beside the one that names them
 */
public record MappingResources(Map<String, FactSchema> schemas, Scripts scripts, Path homeConfig) {

    public MappingResources {
        schemas = Collections.unmodifiableMap(new LinkedHashMap<>(schemas));
    }

    /** Facts alone. */
    public static MappingResources of(Map<String, FactSchema> schemas) {
        return new MappingResources(schemas, Scripts.none(), Path.of(""));
    }
}
