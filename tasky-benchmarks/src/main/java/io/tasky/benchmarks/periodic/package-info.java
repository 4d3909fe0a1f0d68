/** What many periodic tasks cost, and how well they keep their time. */
@NullMarked
package io.tasky.benchmarks.periodic;

import org.jspecify.annotations.NullMarked;
