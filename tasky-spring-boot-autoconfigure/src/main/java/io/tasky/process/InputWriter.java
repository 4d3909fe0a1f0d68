package io.tasky.process;

import io.tasky.task.TaskContext;
import io.tasky.task.TaskStoppedException;
import java.io.BufferedWriter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what is sent to a run to the input of its process, a line for each message, on a thread of its own. The input ends
 * when somebody says so, and when the run is asked to stop. Thread-safe.
 */
final class InputWriter {

    private static final Logger logger = LoggerFactory.getLogger(InputWriter.class);

    private final Process process;

    private final Command command;

    private final TaskContext context;

    private volatile @Nullable Thread thread;

    InputWriter(Process process, Command command, TaskContext context) {
        this.process = process;
        this.command = command;
        this.context = context;
    }

    void start() {
        thread = Helper.start(process, "in", this::writeAll);
    }

    /** Takes no more messages. */
    void stop() {
        Thread writing = thread;
        if (writing != null) {
            writing.interrupt();
        }
    }

    /** Nothing is ever written. */
    void close() throws IOException {
        process.getOutputStream().close();
    }

    private void writeAll() {
        try (BufferedWriter input = process.outputWriter(command.charset())) {
            Object message = context.receive();
            while (message != ProcessTask.END_OF_INPUT) {
                input.write(String.valueOf(message));
                input.newLine();
                input.flush();
                message = context.receive();
            }
        } catch (InterruptedException | TaskStoppedException ex) {
            // Nothing is left to be written, and this thread ends.
            Thread.currentThread().interrupt();
        } catch (IOException ex) {
            if (process.isAlive()) {
                logger.warn(
                        "Process {} ('{}') of run {} of task '{}' takes no more input; what was sent may be lost",
                        process.pid(),
                        command.program(),
                        context.runId(),
                        context.task(),
                        ex);
            }
        }
    }
}
