/** What users of other libraries know from there, as an application with Tasky does it. */
@NullMarked
package io.tasky.examples;

import org.jspecify.annotations.NullMarked;
