/** Proves that runs of periodic tasks are counted rightly. */
@NullMarked
package io.tasky.benchmarks.periodic;

import org.jspecify.annotations.NullMarked;
