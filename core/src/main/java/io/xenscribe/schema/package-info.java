/** JSON Schema of everything that people write in YAML, for editors; made of the grammar and of the plugins' records. */
@NullMarked
package io.xenscribe.schema;

import org.jspecify.annotations.NullMarked;
