/** Runs the {@code js:} rules of a mapping on GraalJS, each call on its own and none with access to anything but facts. */
@NullMarked
package io.xenscribe.plugin.javascript;

import org.jspecify.annotations.NullMarked;
