/** The facts {@code reboot}: whether updates wait for a restart of the guest. */
@NullMarked
package com.example.reboot;

import org.jspecify.annotations.NullMarked;
