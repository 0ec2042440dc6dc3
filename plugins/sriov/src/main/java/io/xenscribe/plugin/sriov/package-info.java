/**
 * The facts {@code sriov}: functions of network cards that the host passed through to the guest, as Xenstore names them,
 * and the interfaces that they are in the guest.
 */
@NullMarked
package io.xenscribe.plugin.sriov;

import org.jspecify.annotations.NullMarked;
