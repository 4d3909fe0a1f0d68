/** Violations that were planted for the rules to find. */
@NullMarked
package io.tasky.architecture.planted.memory;

import org.jspecify.annotations.NullMarked;
