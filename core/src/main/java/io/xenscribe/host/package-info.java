/** The agent's inside: finds and isolates plugins, runs their collectors, and keeps the newest facts of each. */
@NullMarked
package io.xenscribe.host;

import org.jspecify.annotations.NullMarked;
