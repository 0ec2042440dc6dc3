/**
 * The facts {@code os}: which operating system this is, from its release files, from /proc and from /sys; no program is
 * run.
 */
@NullMarked
package io.xenscribe.plugin.os;

import org.jspecify.annotations.NullMarked;
