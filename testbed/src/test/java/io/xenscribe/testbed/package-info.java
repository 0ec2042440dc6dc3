/** The packaged agent against real store daemons, seen from dom0. */
@NullMarked
package io.xenscribe.testbed;

import org.jspecify.annotations.NullMarked;
