/** Tools that tests of every room share. */
@NullMarked
package io.tasky.testing;

import org.jspecify.annotations.NullMarked;
