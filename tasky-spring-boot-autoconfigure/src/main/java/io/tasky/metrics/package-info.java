/** Meters of runs, pools and queues. */
@NullMarked
package io.tasky.metrics;

import org.jspecify.annotations.NullMarked;
