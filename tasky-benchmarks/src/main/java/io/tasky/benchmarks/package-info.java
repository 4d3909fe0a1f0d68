/** Tasky beside its peers: which cases are measured, in which order, and what is said about them. */
@NullMarked
package io.tasky.benchmarks;

import org.jspecify.annotations.NullMarked;
