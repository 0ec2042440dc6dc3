package io.xenscribe.host;

import io.xenscribe.api.Root;
import io.xenscribe.xenstore.Xenstore;
import java.util.function.Supplier;

/**
 * Where collectors run: what all of them look at and publish to.
 *
 * @param store gives the connection of the moment, which may be a dead one
 */
public record Surroundings(Root root, Supplier<Xenstore> store, StoreWatches watches, FactBoard board) {}
