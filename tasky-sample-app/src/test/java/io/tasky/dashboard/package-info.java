/** The page of Tasky in a real browser, over applications made for that. */
@NullMarked
package io.tasky.dashboard;

import org.jspecify.annotations.NullMarked;
