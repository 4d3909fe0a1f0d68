/** A clock for tests: Tasky's own, those of backends, and those of applications. */
@NullMarked
package io.tasky.testing;

import org.jspecify.annotations.NullMarked;
