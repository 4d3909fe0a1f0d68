/** A sample application: it indexes a folder of text files, keeps the index fresh, and searches it. */
@NullMarked
package io.tasky.sample;

import org.jspecify.annotations.NullMarked;
