/** For the tests of plugin authors: runs a collector on a folder of files and a script, and keeps what it publishes. */
@NullMarked
package io.xenscribe.api.testkit;

import org.jspecify.annotations.NullMarked;
