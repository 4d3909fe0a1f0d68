/** What backends, watchers and wrappers implement. */
@NullMarked
package io.tasky.spi;

import org.jspecify.annotations.NullMarked;
