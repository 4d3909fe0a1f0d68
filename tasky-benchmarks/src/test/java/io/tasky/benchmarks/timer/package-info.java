/** Proves that timers are measured rightly. */
@NullMarked
package io.tasky.benchmarks.timer;

import org.jspecify.annotations.NullMarked;
