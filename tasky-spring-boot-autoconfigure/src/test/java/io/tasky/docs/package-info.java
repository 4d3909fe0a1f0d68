/** Compiles and runs what the documents show. */
@NullMarked
package io.tasky.docs;

import org.jspecify.annotations.NullMarked;
