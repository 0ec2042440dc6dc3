/** Why a key is in the store as it is, or why it is not there: for {@code xenscribe explain}. */
@NullMarked
package io.xenscribe.explain;

import org.jspecify.annotations.NullMarked;
