package io.tasky.spring;

import io.tasky.supervisor.TaskSupervisor;
import io.tasky.supervisor.UnknownNameException;
import io.tasky.task.RunOptions;
import io.tasky.task.TaskConfigurationException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import org.springframework.core.task.AsyncTaskExecutor;

/**
 * A pool as Spring's executor: its work is submitted as any other, with NORMAL priority. Cancelling what it returns cancels
 * the run. Immutable.
 */
final class PoolTaskExecutor implements AsyncTaskExecutor {

    private final TaskSupervisor supervisor;

    private final RunOptions options;

    private final Executor executor;

    /**
     * Creates the executor.
     *
     * @param supervisor the supervisor
     * @param pool the name of one of its pools
     * @param name the name of the executor's bean, which its runs have
     * @throws TaskConfigurationException if there is no such pool
     */
    PoolTaskExecutor(TaskSupervisor supervisor, String pool, String name) {
        this.supervisor = supervisor;
        this.options = RunOptions.DEFAULTS.withPool(pool).withName(name);
        this.executor = supervisor.asExecutor(options);
        try {
            supervisor.pool(pool);
        } catch (UnknownNameException ex) {
            throw new TaskConfigurationException(
                    "tasky.pools." + pool + ".expose-as is '" + name + "', but the supervisor has no pool '" + pool
                            + "'.",
                    "Let the supervisor have that pool, or remove tasky.pools." + pool + ".expose-as.",
                    ex);
        }
    }

    @Override
    public void execute(Runnable task) {
        executor.execute(task);
    }

    @Override
    public Future<?> submit(Runnable task) {
        return supervisor.submit(task, options);
    }

    @Override
    public <T> Future<T> submit(Callable<T> task) {
        return supervisor.submit(task, options);
    }

    @Override
    public CompletableFuture<Void> submitCompletable(Runnable task) {
        return submitCompletable(() -> {
            task.run();
            return null;
        });
    }

    @Override
    public <T> CompletableFuture<T> submitCompletable(Callable<T> task) {
        return supervisor.submit(task, options).toCompletableFuture();
    }
}
