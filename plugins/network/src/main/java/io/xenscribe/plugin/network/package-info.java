/**
 * The facts {@code network}: interfaces and their addresses, as the kernel announces them on routing netlink.
 *
 * <p>{@link io.xenscribe.plugin.network.MessageReader} turns datagrams into {@link io.xenscribe.plugin.network.Change}s,
 * {@link io.xenscribe.plugin.network.InterfaceTable} holds what they add up to, and
 * {@link io.xenscribe.plugin.network.NetworkObserver} keeps that in step with the kernel.
 */
@NullMarked
package io.xenscribe.plugin.network;

import org.jspecify.annotations.NullMarked;
