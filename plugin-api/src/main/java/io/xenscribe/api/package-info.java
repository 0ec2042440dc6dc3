/**
 * What a plugin compiles against: a {@link io.xenscribe.api.Collector} observes one part of the guest and publishes it,
 * through a {@link io.xenscribe.api.Context}, as an immutable record.
 *
 * <p>The record is the schema. Its component names in lower-kebab case ({@code operState} is {@code oper-state}) are the
 * names that mappings and configuration use.
 */
@NullMarked
package io.xenscribe.api;

import org.jspecify.annotations.NullMarked;
