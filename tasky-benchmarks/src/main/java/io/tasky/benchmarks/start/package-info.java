/** What Tasky adds to an application that starts. */
@NullMarked
package io.tasky.benchmarks.start;

import org.jspecify.annotations.NullMarked;
