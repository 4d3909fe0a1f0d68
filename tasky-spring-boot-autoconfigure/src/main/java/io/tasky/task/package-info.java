/** What users hold: tasks, runs, queues, timers, and the words they are told in. */
@NullMarked
package io.tasky.task;

import org.jspecify.annotations.NullMarked;
