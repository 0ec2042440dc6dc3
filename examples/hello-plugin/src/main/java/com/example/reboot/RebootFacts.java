package com.example.reboot;

import java.util.List;

/**
 * Whether the guest should be restarted, as Debian's and Ubuntu's package tools say.
 *
 * @param required whether some update only works after a restart
 * @param packages that asked for it, each once
 */
public record RebootFacts(boolean required, List<String> packages) {}
