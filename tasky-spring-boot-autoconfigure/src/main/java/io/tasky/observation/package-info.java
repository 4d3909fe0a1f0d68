/** Observations of runs, for tracers. */
@NullMarked
package io.tasky.observation;

import org.jspecify.annotations.NullMarked;
