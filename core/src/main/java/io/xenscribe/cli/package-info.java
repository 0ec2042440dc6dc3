/** The commands, for people. The daemon's own start does not come by here. */
@NullMarked
package io.xenscribe.cli;

import org.jspecify.annotations.NullMarked;
