/**
 * The tests that stand beside a mapping: facts given, keys expected, over several steps. Only commands use them; the
 * daemon never reads them.
 */
@NullMarked
package io.xenscribe.mappingtest;

import org.jspecify.annotations.NullMarked;
