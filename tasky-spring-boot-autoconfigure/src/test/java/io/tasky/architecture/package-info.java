/** Rules for the main code, each shown to find what was planted for it. */
@NullMarked
package io.tasky.architecture;

import org.jspecify.annotations.NullMarked;
