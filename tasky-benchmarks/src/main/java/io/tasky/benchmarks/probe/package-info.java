/** What measured work does, and whom it tells. */
@NullMarked
package io.tasky.benchmarks.probe;

import org.jspecify.annotations.NullMarked;
