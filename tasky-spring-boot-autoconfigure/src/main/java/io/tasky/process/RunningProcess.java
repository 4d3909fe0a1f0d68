package io.tasky.process;

/**
 * A process that goes on. Immutable.
 *
 * @param task the name of its task
 * @param runId the id of its run
 * @param pid its id in the operating system
 * @param program the program, without its arguments, which may be secrets
 */
public record RunningProcess(String task, String runId, long pid, String program) {}
