package io.tasky.process;

import io.tasky.task.TaskBody;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskQueue;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A process of the operating system as the work of a run: as the body of a task of any kind, whose run then needs no thread
 * while the process goes on, or inside a task's method by {@link #run(TaskContext)}. In both cases:
 *
 * <ul>
 *   <li>An accepted exit code is the result; any other fails the run with a {@link ProcessFailedException}.
 *   <li>A message that is sent to the run is a line of its input; {@link #END_OF_INPUT} ends that.
 *   <li>A stop of the run asks the process and those that came from it to end, and kills them after a grace. A run that was
 *       asked to stop and ends with a code that is not accepted is cancelled.
 *   <li>{@code cancel(true)}, a time-out and an interrupt kill them at once. What they have written by then and nobody has
 *       taken is dropped.
 *   <li>The run keeps its slot until the process has ended and its output was taken.
 * </ul>
 *
 * <p>Nothing is left when the application ends in order. One that is killed itself cannot do anything about its processes;
 * those that watch their input see that end. Immutable; every method gives a copy.
 */
public final class ProcessTask implements TaskBody {

    /** Sent to a run, it ends the input of its process. */
    public static final Object END_OF_INPUT = new Object() {
        @Override
        public String toString() {
            return "end of input";
        }
    };

    private final Command command;

    private final Handling handling;

    private ProcessTask(Command command, Handling handling) {
        this.command = command;
        this.handling = handling;
    }

    /**
     * A process that is started in the directory of this one, logs its output at INFO and its error output at WARN under
     * {@code io.tasky.process.<task>}, and succeeds with the exit code 0. No shell comes in between.
     *
     * @param program the program, found as the operating system finds programs
     * @param arguments its arguments
     * @return the process to be
     */
    public static ProcessTask command(String program, String... arguments) {
        return command(
                Stream.concat(Stream.of(program), Arrays.stream(arguments)).toList());
    }

    /**
     * The same for a command in one list.
     *
     * @param command the program and its arguments
     * @return the process to be
     * @throws IllegalArgumentException if there is no program in it
     */
    public static ProcessTask command(List<String> command) {
        Charset charset = Charset.forName(System.getProperty("native.encoding", "UTF-8"));
        return new ProcessTask(new Command(command, Map.of(), null, charset), Handling.DEFAULTS);
    }

    /**
     * Sets a variable of its environment, beside those of this process.
     *
     * @param variable the name
     * @param value the value
     * @return a copy
     */
    public ProcessTask environment(String variable, String value) {
        return new ProcessTask(command.with(variable, value), handling);
    }

    /**
     * Sets the directory that it is started in.
     *
     * @param directory the directory
     * @return a copy
     */
    public ProcessTask directory(Path directory) {
        return new ProcessTask(command.in(directory), handling);
    }

    /**
     * Sets how its input and its outputs are encoded; by default as the operating system does.
     *
     * @param charset the encoding
     * @return a copy
     */
    public ProcessTask charset(Charset charset) {
        return new ProcessTask(command.in(charset), handling);
    }

    /**
     * Puts the lines of its output into a queue, not into the log. A full queue makes the process wait.
     *
     * @param queue the queue; its worker needs a slot that this run does not have
     * @return a copy
     */
    public ProcessTask outputTo(TaskQueue<String> queue) {
        return outputTo(queue::put);
    }

    /**
     * Gives the lines of its output to a consumer, not to the log.
     *
     * @param consumer the consumer
     * @return a copy
     */
    public ProcessTask outputTo(LineConsumer consumer) {
        return new ProcessTask(command, handling.withOutput(consumer));
    }

    /**
     * Gives the lines of its error output to a consumer, not to the log.
     *
     * @param consumer the consumer
     * @return a copy
     */
    public ProcessTask errorsTo(LineConsumer consumer) {
        return new ProcessTask(command, handling.withErrors(consumer));
    }

    /**
     * Ends its input at once: for programs that wait for that end, and take nothing.
     *
     * @return a copy
     */
    public ProcessTask withoutInput() {
        return new ProcessTask(command, handling.withoutInput());
    }

    /**
     * Sets which exit codes are no failure; by default that is 0 alone.
     *
     * @param exitCodes the codes
     * @return a copy
     */
    public ProcessTask accepting(int... exitCodes) {
        return new ProcessTask(
                command, handling.accepting(Arrays.stream(exitCodes).boxed().collect(Collectors.toUnmodifiableSet())));
    }

    /**
     * Sets how long the process may go on after it was asked to end; by default 5 s.
     *
     * @param grace the time, by Tasky's clock; zero kills it at once
     * @return a copy
     * @throws IllegalArgumentException if it is negative
     */
    public ProcessTask stopGrace(Duration grace) {
        return new ProcessTask(command, handling.withStopGrace(grace));
    }

    /**
     * Runs the process, and waits until it has ended and its output was taken.
     *
     * @param context the run that it belongs to, which this thread executes
     * @return the exit code, an accepted one
     * @throws ProcessFailedException if it ended with another code
     * @throws io.tasky.task.TaskStoppedException if it did so after the run was asked to stop
     * @throws IOException if it could not be started, or nobody could take its output
     * @throws InterruptedException if this thread was interrupted; the process has ended by then
     */
    public int run(TaskContext context) throws IOException, InterruptedException {
        ProcessStage stage = ProcessStage.start(command, handling, context);
        try {
            return stage.get();
        } catch (InterruptedException ex) {
            stage.kill();
            stage.handle((code, failure) -> failure).join();
            throw ex;
        } catch (ExecutionException ex) {
            if (ex.getCause() instanceof IOException failure) {
                throw failure;
            }
            if (ex.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(ex.getCause());
        }
    }

    /**
     * Starts the process, for the engine. What the run is about, such as an item of a queue, is its last argument; of a
     * collection every element is an argument.
     *
     * @param payload what the run is about, or null
     * @return a stage of the exit code
     * @throws IOException if it could not be started
     */
    @Override
    public CompletionStage<Integer> call(@Nullable Object payload) throws IOException {
        Command complete = command;
        Collection<?> arguments =
                payload instanceof Collection<?> several ? several : payload == null ? List.of() : List.of(payload);
        for (Object argument : arguments) {
            complete = complete.and(String.valueOf(argument));
        }
        return ProcessStage.start(complete, handling, TaskContext.current());
    }

    /**
     * The processes of this virtual machine that go on now.
     *
     * @return an immutable snapshot, by their ids
     */
    public static List<RunningProcess> running() {
        return Processes.all();
    }
}
