package io.tasky.autoconfigure;

/**
 * Ends the virtual machine of an application that has come to its end by itself ({@code tasky.run}), after its context was
 * closed. By default that is {@link System#exit}; a bean of this type takes its place, as in a test that runs the
 * application inside its own virtual machine. Called once, on a thread of its own.
 */
@FunctionalInterface
public interface ApplicationExit {

    /**
     * Ends the virtual machine.
     *
     * @param code the exit code: 0, 1 if a run failed or timed out for good, or what another
     *     {@link org.springframework.boot.ExitCodeGenerator} of the application says
     */
    void exit(int code);
}
