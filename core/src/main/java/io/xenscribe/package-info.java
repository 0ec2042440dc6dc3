/** Where the agent starts. */
@NullMarked
package io.xenscribe;

import org.jspecify.annotations.NullMarked;
