package io.xenscribe.plugin.network;

import java.time.Duration;
import java.util.List;

/**
 * Options of {@code network}.
 *
 * @param leaveOut names of interfaces that are not listed unless their packets leave the guest, {@code *} for any
 *     text and {@code ?} for one character
 * @param leaveOutAlways names of interfaces that are not listed even then; only one with a device behind it is
 *     listed all the same
 * @param families the addresses that are listed
 * @param scopes the addresses that are listed
 * @param temporary where IPv6 addresses made for privacy come
 * @param deprecated where addresses come that are not to be used for new connections
 * @param period between two looks, only on systems that do not announce changes
 */
public record NetworkOptions(
        List<String> leaveOut,
        List<String> leaveOutAlways,
        List<Family> families,
        List<Scope> scopes,
        Placement temporary,
        Placement deprecated,
        Duration period) {}
