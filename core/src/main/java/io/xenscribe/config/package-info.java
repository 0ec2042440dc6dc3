/**
 * Configuration as the administrator wrote it: YAML read into trees whose nodes know their places, every problem
 * collected, files merged, and {@code agent.yaml} itself. Knows no plugins.
 */
@NullMarked
package io.xenscribe.config;

import org.jspecify.annotations.NullMarked;
