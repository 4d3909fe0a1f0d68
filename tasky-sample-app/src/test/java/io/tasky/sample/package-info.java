/** Tests of the sample application. */
@NullMarked
package io.tasky.sample;

import org.jspecify.annotations.NullMarked;
