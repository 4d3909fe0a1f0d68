/** In-memory defaults of the backends. */
@NullMarked
package io.tasky.memory;

import org.jspecify.annotations.NullMarked;
