/** The examples of the page on testing, as tests that run. */
@NullMarked
package io.tasky.test.docs;

import org.jspecify.annotations.NullMarked;
