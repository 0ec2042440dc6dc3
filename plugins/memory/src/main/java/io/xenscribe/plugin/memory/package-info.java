/** The facts {@code memory}: how much memory the guest has and how much of it is free, from /proc/meminfo. */
@NullMarked
package io.xenscribe.plugin.memory;

import org.jspecify.annotations.NullMarked;
