/** Knows, starts, steers and stops every task, pool and queue. */
@NullMarked
package io.tasky.supervisor;

import org.jspecify.annotations.NullMarked;
