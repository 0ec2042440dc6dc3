/** Makes the tree that is shipped: launcher, runtime, jars, plugins, configuration and AOT cache. Runs in the build only. */
@NullMarked
package io.xenscribe.packaging;

import org.jspecify.annotations.NullMarked;
