package io.tasky.process;

/**
 * Takes what a process writes, line by line, in order: called by one thread for each of the process's two outputs, so one
 * that takes both is thread-safe. While it waits, the process has to wait too, as soon as its pipe is full.
 */
@FunctionalInterface
public interface LineConsumer {

    /**
     * Takes a line.
     *
     * @param line the line without its end; a line of more than 16,384 characters comes in pieces
     * @throws Exception if it cannot; the process is then killed, and its run fails with this
     */
    void accept(String line) throws Exception;
}
