/** Health and the actuator endpoints. */
@NullMarked
package io.tasky.actuate;

import org.jspecify.annotations.NullMarked;
