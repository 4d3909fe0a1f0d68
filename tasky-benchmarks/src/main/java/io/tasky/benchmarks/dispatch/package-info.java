/** What it costs to hand work that does nothing to other threads. */
@NullMarked
package io.tasky.benchmarks.dispatch;

import org.jspecify.annotations.NullMarked;
