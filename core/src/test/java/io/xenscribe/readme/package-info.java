/** Makes the parts of the plugins' READMEs that follow from their source, and compares them. */
@NullMarked
package io.xenscribe.readme;

import org.jspecify.annotations.NullMarked;
