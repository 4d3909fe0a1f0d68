/** Violations that were planted for the rules to find. */
@NullMarked
package io.tasky.architecture.planted.observation;

import org.jspecify.annotations.NullMarked;
