package io.xenscribe.mapping;

/**
 * A key that Xenstore should hold.
 *
 * @param path relative to the domain's home
 * @param value its text; empty for a directory
 * @param optional that the store may refuse it is expected
 * @param quiet a change of this key alone does not trigger the commit keys
 * @param importance decides what stays where there is no room for all
 * @param unit the transaction that a change of it belongs to: the path of the outermost {@code for} element, else of the
 *     outermost rule
 * @param origin the rule, as {@code file:line}
 */
public record Key(
        String path,
        String value,
        boolean optional,
        boolean quiet,
        Importance importance,
        String unit,
        String origin) {}
