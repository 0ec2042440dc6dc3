/**
 * A Xenstore client that stands by itself: the wire protocol over a {@link io.xenscribe.xenstore.Transport}, and a store
 * in memory that behaves like the daemons.
 */
@NullMarked
package io.xenscribe.xenstore;

import org.jspecify.annotations.NullMarked;
