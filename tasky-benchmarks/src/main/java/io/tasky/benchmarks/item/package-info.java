/** How many items a second go through a bounded queue, from producers to workers. */
@NullMarked
package io.tasky.benchmarks.item;

import org.jspecify.annotations.NullMarked;
