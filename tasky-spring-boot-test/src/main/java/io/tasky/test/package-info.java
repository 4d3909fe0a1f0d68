/** What tests of applications that use Tasky need: a clock that they move, and work on their own thread. */
@NullMarked
package io.tasky.test;

import org.jspecify.annotations.NullMarked;
