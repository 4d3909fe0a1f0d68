/** Priority pools and their slots. */
@NullMarked
package io.tasky.pool;

import org.jspecify.annotations.NullMarked;
