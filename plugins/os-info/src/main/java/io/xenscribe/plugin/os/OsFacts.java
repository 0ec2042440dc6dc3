package io.xenscribe.plugin.os;

import java.time.Instant;
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
 * @param domain what belongs behind the host name, where that has no dot
 * @param fullName the host name with its domain, where the kernel or a file of the system has it in one piece
 * @param hypervisor what the kernel says that it runs on, as it writes it: {@code xen}
 * @param guestType how the hypervisor runs it: {@code hvm}, {@code pv} or {@code pvh}; kernels before 4.13 do not tell
 * @param bootId the kernel's number for this boot, another one after each
 * @param bootedAt when the kernel started, by the present clock
 * @param timeZone its name, for example {@code Europe/Berlin}
 * @param rebootRequired whether the marker is there by which packages ask for a restart of the system
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
        Optional<String> domain,
        Optional<String> fullName,
        Optional<String> hypervisor,
        Optional<String> guestType,
        Optional<String> bootId,
        Optional<Instant> bootedAt,
        Optional<String> timeZone,
        boolean rebootRequired) {}
