/** The facts {@code disks}. */
@NullMarked
package io.xenscribe.plugin.disks;

import org.jspecify.annotations.NullMarked;
