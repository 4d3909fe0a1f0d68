/** What reading costs those who submit work meanwhile. */
@NullMarked
package io.tasky.benchmarks.read;

import org.jspecify.annotations.NullMarked;
