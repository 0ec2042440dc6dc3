package io.xenscribe.plugin.os;

import java.util.Optional;

/**
 * The operating system.
 *
 * @param distro the distribution's id in lower case, for example {@code debian}
 * @param name for people, for example {@code Debian GNU/Linux 12 (bookworm)}
 * @param version as the distribution writes it, as exact as its files tell, for example {@code 12.11}
 * @param major the version's first number, as written
 * @param minor its second number, as written: {@code 04} of Ubuntu 24.04
 * @param uname the kernel's release, as {@code uname -r} prints it
 * @param architecture of the kernel, as {@code uname -m} prints it
 * @param hostName as the kernel has it
 * @param domain the kernel's domain name, where the host name has none of its own
 */
public record OsFacts(
        Optional<String> distro,
        Optional<String> name,
        Optional<String> version,
        Optional<String> major,
        Optional<String> minor,
        Optional<String> uname,
        Optional<String> architecture,
        Optional<String> hostName,
        Optional<String> domain) {}
