package io.tasky.process;

import io.tasky.task.EndingStage;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskStoppedException;
import io.tasky.task.TimeSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process of one attempt: complete when it has ended and what it wrote was taken. Cancelling it kills the process and is
 * nothing more: the end follows from that. Thread-safe.
 */
final class ProcessStage extends CompletableFuture<Integer> implements EndingStage<Integer> {

    private static final Logger logger = LoggerFactory.getLogger(ProcessStage.class);

    private final Process process;

    private final Command command;

    private final Handling handling;

    private final TaskContext context;

    private final ProcessTree tree;

    private final OutputReader output;

    private final OutputReader errors;

    private final InputWriter input;

    private final LastLines lastErrors = new LastLines();

    private final TimeSource.Alarm graceOver;

    private final CompletableFuture<@Nullable Void> killed = new CompletableFuture<>();

    private volatile @Nullable Throwable outputFailure;

    private ProcessStage(Process process, Command command, Handling handling, TaskContext context) {
        this.process = process;
        this.command = command;
        this.handling = handling;
        this.context = context;
        this.tree = new ProcessTree(process);
        Logger log = LoggerFactory.getLogger("io.tasky.process." + context.task());
        LineConsumer lines = handling.output() != null ? handling.output() : log::info;
        LineConsumer errorLines = handling.errors() != null ? handling.errors() : log::warn;
        this.output = reader(process.getInputStream(), lines);
        this.errors = reader(process.getErrorStream(), line -> {
            lastErrors.add(line);
            errorLines.accept(line);
        });
        this.input = new InputWriter(process, command, context);
        this.graceOver = context.time().alarm(this::kill);
    }

    private OutputReader reader(InputStream stream, LineConsumer consumer) {
        return new OutputReader(process, stream, command.charset(), consumer, this::outputFailed);
    }

    /** Starts a process for the attempt of that context, on whose thread this is called. */
    static ProcessStage start(Command command, Handling handling, TaskContext context) throws IOException {
        Process process = command.start();
        try {
            ProcessStage stage = new ProcessStage(process, command, handling, context);
            stage.begin();
            return stage;
        } catch (Throwable ex) {
            process.destroyForcibly();
            throw ex;
        }
    }

    private void begin() throws IOException {
        logger.debug(
                "Run {} of task '{}' started process {} ('{}')",
                context.runId(),
                context.task(),
                process.pid(),
                command.program());
        output.start("out");
        errors.start("err");
        if (handling.input()) {
            input.start();
        } else {
            input.close();
        }
        Processes.add(this, new RunningProcess(context.task(), context.runId(), process.pid(), command.program()));
        CompletableFuture<?> unused = process.onExit()
                .thenCompose(ended -> CompletableFuture.anyOf(
                        killed, CompletableFuture.allOf(tree.othersEnd(), output.done(), errors.done())))
                // What follows is the engine's: not for a thread of the clock, or one that was interrupted.
                .whenCompleteAsync((ended, failure) -> end());
        Runnable forget = context.onStop(this::ask);
        CompletableFuture<?> unusedToo = whenComplete((code, failure) -> forget.run());
    }

    /** Asks the tree to end, and kills it if it does not. */
    private void ask() {
        tree.ask();
        graceOver.reschedule(context.time().nanoTime() + TimeSource.nanosOf(handling.stopGrace()));
        if (isDone()) {
            graceOver.cancel();
        }
    }

    void kill() {
        if (!isDone()) {
            output.abandon();
            errors.abandon();
            tree.kill();
            killed.complete(null);
        }
    }

    private void outputFailed(Throwable failure) {
        outputFailure = failure;
        kill();
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean goesOn = !isDone();
        kill();
        return goesOn;
    }

    private void end() {
        Processes.remove(this);
        input.stop();
        int code = process.exitValue();
        Throwable failure = failure(code);
        if (failure == null) {
            complete(code);
        } else {
            completeExceptionally(failure);
        }
        graceOver.cancel();
    }

    private @Nullable Throwable failure(int code) {
        if (outputFailure != null) {
            return new IOException(
                    "The output of process " + process.pid() + " ('" + command.program()
                            + "') could not be taken, so it was killed.",
                    outputFailure);
        }
        if (handling.accepted().contains(code)) {
            return null;
        }
        ProcessFailedException failure = new ProcessFailedException(command.words(), code, lastErrors.all());
        if (!context.isStopRequested()) {
            return failure;
        }
        TaskStoppedException stopped = new TaskStoppedException(context.runId(), context.task());
        stopped.addSuppressed(failure);
        return stopped;
    }
}
