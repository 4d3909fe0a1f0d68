/** How long urgent work waits for its start while other work keeps every slot busy. */
@NullMarked
package io.tasky.benchmarks.delay;

import org.jspecify.annotations.NullMarked;
