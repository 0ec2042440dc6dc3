package io.xenscribe.plugin.os;

import java.time.Instant;
import java.util.Optional;

/**
 * The operating system.
 *
 * @param distro the distribution's id in lower case: {@code debian}
 * @param name for people: {@code Debian GNU/Linux 12 (bookworm)}
 * @param version as the distribution writes it, as exact as its files tell: {@code 12.11}
 * @param major the version's first number, as written: {@code 12}
 * @param minor its second number, as written: {@code 04} of Ubuntu 24.04
 * @param uname the kernel's release, as {@code uname -r} prints it: {@code 6.1.0-25-amd64}
 * @param architecture of the kernel, as {@code uname -m} prints it: {@code x86_64}
 * @param hostName as the kernel has it: {@code web1}
 * @param domain what belongs behind the host name: {@code example.org}; absent where that has a dot, since readers
 *     in dom0 would append it
 * @param fullName the host name with its domain, where the kernel or a file of the system has it in one piece:
 *     {@code web1.example.org}
 * @param hypervisor what the kernel says that it runs on, as it writes it: {@code xen}
 * @param guestType how the hypervisor runs it: {@code hvm}, {@code pv} or {@code pvh}; kernels before 4.13 do not
 *     tell
 * @param bootId the kernel's number for this boot, another one after each: {@code
 *     4f7875fb-0faa-4f3d-b283-88c27becc812}
 * @param bootedAt when the kernel started, by the present clock: where that is set, this moves too
 * @param timeZone its name: {@code Europe/Berlin}
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
