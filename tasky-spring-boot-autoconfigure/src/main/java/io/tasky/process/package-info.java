/** Processes of the operating system as the work of runs. */
@NullMarked
package io.tasky.process;

import org.jspecify.annotations.NullMarked;
