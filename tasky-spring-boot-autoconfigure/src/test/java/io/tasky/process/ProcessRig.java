package io.tasky.process;

import io.tasky.memory.InMemoryQueueStoreFactory;
import io.tasky.pool.PoolConfig;
import io.tasky.supervisor.ShutdownPolicy;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.supervisor.TaskSupervisorBuilder;
import io.tasky.task.RetryPolicy;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskBody;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskRun;
import io.tasky.testing.ManualTimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** A supervisor with two slots whose time a test moves, and the lines that processes wrote. */
final class ProcessRig implements AutoCloseable {

    final ManualTimeSource time = new ManualTimeSource();

    final TaskSupervisor supervisor = new TaskSupervisorBuilder()
            .timeSource(time)
            .pool(PoolConfig.of(PoolConfig.DEFAULT_POOL, 2))
            .queueStore(new InMemoryQueueStoreFactory())
            .shutdown(new ShutdownPolicy(Duration.ZERO, Duration.ZERO))
            .build();

    final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    ProcessRig() {
        supervisor.start();
    }

    /** A process whose output is among the lines. */
    ProcessTask child(String... steps) {
        return ProcessTask.command(Child.doing(steps)).outputTo(lines::put);
    }

    TaskRun<@Nullable Object> call(TaskBody body) {
        return call(TaskAttributes.NONE, body, null, null);
    }

    TaskRun<@Nullable Object> call(
            TaskAttributes attributes, TaskBody body, @Nullable RetryPolicy retry, @Nullable Object payload) {
        supervisor.register(new TaskDefinition(
                "video.encode", TaskKind.BACKGROUND, attributes, body, "a test", TaskDefinition.FIRST_VERSION, retry));
        return supervisor.call("video.encode", payload);
    }

    /** Waits for a line, and forgets those before it. */
    void awaitLine(String wanted) throws InterruptedException {
        String line;
        do {
            line = lines.take();
        } while (!line.equals(wanted));
    }

    /** The process that a child has started and told of. Lines before it stay: that process may be quicker. */
    ProcessHandle awaitGrandchild() throws InterruptedException {
        List<String> earlier = new ArrayList<>();
        String line = lines.take();
        while (!line.startsWith("child ")) {
            earlier.add(line);
            line = lines.take();
        }
        lines.addAll(earlier);
        return ProcessHandle.of(Long.parseLong(line.substring(6))).orElseThrow();
    }

    /** The one process that goes on. */
    static ProcessHandle only(TaskRun<?> run) {
        return ProcessTask.running().stream()
                .filter(process -> process.runId().equals(run.id()))
                .map(process -> ProcessHandle.of(process.pid()).orElseThrow())
                .findFirst()
                .orElseThrow();
    }

    void awaitIdle() throws InterruptedException {
        supervisor.pool(PoolConfig.DEFAULT_POOL).awaitIdle(Duration.ofDays(1));
    }

    @Override
    public void close() {
        supervisor.close();
    }
}
