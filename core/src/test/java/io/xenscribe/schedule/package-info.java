/** Runs threads in every order of their steps, to show that none of them is ever left waiting. */
@NullMarked
package io.xenscribe.schedule;

import org.jspecify.annotations.NullMarked;
