/** The four annotations: attributes only. */
@NullMarked
package io.tasky.annotation;

import org.jspecify.annotations.NullMarked;
