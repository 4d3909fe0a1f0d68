/** Health and the actuator endpoint. */
@NullMarked
package io.tasky.actuate;

import org.jspecify.annotations.NullMarked;
