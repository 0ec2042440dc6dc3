/** The system calls the agent needs, and what is built of them. Nothing outside this package sees jnr or jffi. */
@NullMarked
package io.xenscribe.linux;

import org.jspecify.annotations.NullMarked;
