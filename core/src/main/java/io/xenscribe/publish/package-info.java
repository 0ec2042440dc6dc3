/** Keeps Xenstore true to the wanted keys: reads what is there, writes the difference, remembers what it wrote. */
@NullMarked
package io.xenscribe.publish;

import org.jspecify.annotations.NullMarked;
