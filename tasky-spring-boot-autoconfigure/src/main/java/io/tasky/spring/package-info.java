/** Finds annotated bean methods and hands them to the supervisor. */
@NullMarked
package io.tasky.spring;

import org.jspecify.annotations.NullMarked;
