/** Wires the rooms into a Spring Boot application. */
@NullMarked
package io.tasky.autoconfigure;

import org.jspecify.annotations.NullMarked;
