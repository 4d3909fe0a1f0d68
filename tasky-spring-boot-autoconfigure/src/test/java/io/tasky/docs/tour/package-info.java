/** The application of the tour in the README. */
@NullMarked
package io.tasky.docs.tour;

import org.jspecify.annotations.NullMarked;
