/** Violations that were planted for the rules to find. */
@NullMarked
package io.tasky.architecture.planted.process;

import org.jspecify.annotations.NullMarked;
