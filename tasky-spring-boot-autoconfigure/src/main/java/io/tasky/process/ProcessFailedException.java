package io.tasky.process;

import java.util.List;

/** What a run fails with whose process ended with an exit code that is not accepted. Thread-safe. */
public final class ProcessFailedException extends RuntimeException {

    private final List<String> command;

    private final int exitCode;

    private final List<String> errorLines;

    ProcessFailedException(List<String> command, int exitCode, List<String> errorLines) {
        super(text(command, exitCode, errorLines));
        this.command = List.copyOf(command);
        this.exitCode = exitCode;
        this.errorLines = List.copyOf(errorLines);
    }

    /** Arguments may be secrets, and messages reach logs. */
    private static String text(List<String> command, int exitCode, List<String> errorLines) {
        String text = "The process '" + command.get(0) + "' ended with exit code " + exitCode;
        return errorLines.isEmpty()
                ? text + ", and wrote nothing to its error output."
                : text + ". It wrote last to its error output:\n" + String.join("\n", errorLines);
    }

    /**
     * The command, which the message does not show in full: arguments may be secrets.
     *
     * @return the program and its arguments
     */
    public List<String> command() {
        return command;
    }

    /**
     * The exit code.
     *
     * @return the code; on Unix 128 and the number of the signal if a signal ended the process
     */
    public int exitCode() {
        return exitCode;
    }

    /**
     * The end of what it wrote to its error output.
     *
     * @return 20 lines at most, the oldest first
     */
    public List<String> errorLines() {
        return errorLines;
    }
}
