/** What it costs to have many timers: to schedule them, to put them off, to keep them, and to fire them in time. */
@NullMarked
package io.tasky.benchmarks.timer;

import org.jspecify.annotations.NullMarked;
