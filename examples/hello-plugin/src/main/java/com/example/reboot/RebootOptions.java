package com.example.reboot;

import java.time.Duration;

/** How often to look. */
public record RebootOptions(Duration period) {}
