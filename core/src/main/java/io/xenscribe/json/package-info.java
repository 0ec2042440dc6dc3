/** Writes JSON. What the agent reads of it, it reads as YAML. */
@NullMarked
package io.xenscribe.json;

import org.jspecify.annotations.NullMarked;
