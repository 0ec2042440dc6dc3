/**
 * Records as schemas: what a collector's record may consist of, how its components are called in YAML, and how values
 * become text or JSON and come back from it.
 */
@NullMarked
package io.xenscribe.facts;

import org.jspecify.annotations.NullMarked;
