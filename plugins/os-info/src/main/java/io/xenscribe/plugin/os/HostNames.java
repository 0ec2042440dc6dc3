package io.xenscribe.plugin.os;

import java.util.Optional;

/**
 * The names of this host.
 *
 * @param host as the kernel has it
 * @param domain what belongs behind it; absent where the host name has a dot, since readers in dom0 would append it
 * @param full the host name with its domain
 */
record HostNames(Optional<String> host, Optional<String> domain, Optional<String> full) {

    private static final String NOT_SET = "(none)";

    /** Any machine may be called so; it tells nothing outside it. */
    private static final String NOBODY = "localhost";

    private static final String NOWHERE = "localdomain";

    static HostNames of(SystemFiles files) {
        Optional<String> fileName = files.line("/etc/hostname");
        Optional<String> kernelName = set(files.line("/proc/sys/kernel/hostname"));
        Optional<String> host = kernelName.isPresent() ? kernelName : fileName;
        if (host.isEmpty()) {
            return new HostNames(host, set(files.line("/proc/sys/kernel/domainname")), Optional.empty());
        }
        String name = host.get();
        if (name.indexOf('.') >= 0) {
            return new HostNames(host, Optional.empty(), isQualified(name) ? host : Optional.empty());
        }
        Optional<String> full = fileName.isPresent() && extendsName(fileName.get(), name)
                ? fileName
                : inHosts(files.text("/etc/hosts").orElse(""), name);
        return new HostNames(
                host,
                full.isPresent()
                        ? Optional.of(full.get().substring(name.length() + 1))
                        : set(files.line("/proc/sys/kernel/domainname")),
                full);
    }

    /** The first name in the text of hosts(5) that is {@code name} with a domain; the addresses do not count. */
    static Optional<String> inHosts(String text, String name) {
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            Optional<String> found = inLine(text.substring(start, end), name);
            if (found.isPresent()) {
                return found;
            }
            start = end + 1;
        }
        return Optional.empty();
    }

    private static Optional<String> inLine(String line, String name) {
        int comment = line.indexOf('#');
        int end = comment < 0 ? line.length() : comment;
        int at = 0;
        while (at < end) {
            int wordEnd = at;
            while (wordEnd < end && !Character.isWhitespace(line.charAt(wordEnd))) {
                wordEnd++;
            }
            String word = line.substring(at, wordEnd);
            if (extendsName(word, name)) {
                return Optional.of(word);
            }
            at = wordEnd + 1;
        }
        return Optional.empty();
    }

    private static boolean extendsName(String word, String name) {
        return word.length() > name.length()
                && word.charAt(name.length()) == '.'
                && word.regionMatches(true, 0, name, 0, name.length())
                && isQualified(word);
    }

    private static boolean isQualified(String name) {
        int dot = name.indexOf('.');
        return dot > 0
                && dot < name.length() - 1
                && !name.substring(0, dot).equalsIgnoreCase(NOBODY)
                && !name.substring(dot + 1).equalsIgnoreCase(NOWHERE);
    }

    private static Optional<String> set(Optional<String> name) {
        return name.isPresent() && name.get().equals(NOT_SET) ? Optional.empty() : name;
    }
}
