/** The Spring Boot applications that the cases call. */
@NullMarked
package io.tasky.benchmarks.application;

import org.jspecify.annotations.NullMarked;
