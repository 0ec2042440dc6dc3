/**
 * The mapping language: rules that look like the tree they produce are compiled to a pure function from all facts to the
 * keys that Xenstore should hold, and from those and what it does hold to the difference. Knows neither Xenstore nor
 * plugins.
 */
@NullMarked
package io.xenscribe.mapping;

import org.jspecify.annotations.NullMarked;
