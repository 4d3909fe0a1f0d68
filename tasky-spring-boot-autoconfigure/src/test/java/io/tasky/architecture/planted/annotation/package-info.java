/** Violations that were planted for the rules to find. */
@NullMarked
package io.tasky.architecture.planted.annotation;

import org.jspecify.annotations.NullMarked;
