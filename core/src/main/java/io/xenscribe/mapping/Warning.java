package io.xenscribe.mapping;

/**
 * Something that the facts of this moment do not allow.
 *
 * @param condition stays the same while the condition lasts, so that it need be said only once
 * @param text for the administrator
 */
public record Warning(String condition, String text) {}
