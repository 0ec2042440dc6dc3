/** The facts {@code vendor}: who made the product, from the configuration, and what firmware and hypervisor say. */
@NullMarked
package io.xenscribe.plugin.vendor;

import org.jspecify.annotations.NullMarked;
