/** The facts {@code services}: whether named services of systemd run, by their control groups and unit files. */
@NullMarked
package io.xenscribe.plugin.services;

import org.jspecify.annotations.NullMarked;
