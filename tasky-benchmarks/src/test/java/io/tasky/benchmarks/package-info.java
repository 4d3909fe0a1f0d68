/** Proves that the measuring works; says nothing about time. */
@NullMarked
package io.tasky.benchmarks;

import org.jspecify.annotations.NullMarked;
