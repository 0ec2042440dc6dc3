/** The facts {@code os}: which operating system this is, from its release files and from /proc; no program is run. */
@NullMarked
package io.xenscribe.plugin.os;

import org.jspecify.annotations.NullMarked;
