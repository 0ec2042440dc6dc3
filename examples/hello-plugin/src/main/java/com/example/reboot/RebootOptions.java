package com.example.reboot;

import java.time.Duration;

/**
 * How often to look.
 *
 * @param period between two looks
 */
public record RebootOptions(Duration period) {}
