package io.tasky.benchmarks.read;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tasky.actuate.TaskPoolsEndpoint;
import io.tasky.actuate.TaskRunsEndpoint;
import io.tasky.actuate.TaskRunsEndpointProperties;
import io.tasky.actuate.TaskyEndpoint;
import io.tasky.supervisor.TaskSupervisor;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.Show;
import tools.jackson.databind.json.JsonMapper;

/** Asks the endpoints again and again, as an operator's page does, but for the network. */
final class Reader {

    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final String PAGE = "100";

    private final JsonMapper json = JsonMapper.builder()
            .changeDefaultPropertyInclusion(all -> all.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private final TaskyEndpoint tasks;

    private final TaskRunsEndpoint runs;

    private final TaskPoolsEndpoint pools;

    private final List<Runnable> requests;

    private final Thread thread;

    private volatile boolean closed;

    /** The latest answer, so that nobody leaves out what makes it. */
    private volatile Object latest = "";

    Reader(TaskSupervisor supervisor, String task, String run) {
        tasks = new TaskyEndpoint(supervisor, List.of(), Show.NEVER);
        runs = new TaskRunsEndpoint(
                supervisor, List.of(), new TaskRunsEndpointProperties(Show.NEVER, Set.of()), event -> {});
        pools = new TaskPoolsEndpoint(supervisor, event -> {});
        requests = List.of(
                () -> latest = tasks.tasks(null, null, null, null, null, null, null),
                () -> latest = String.valueOf(tasks.task(task)),
                () -> latest = runs.runs(SecurityContext.NONE, null, null, null, null, null, null),
                () -> latest = runs.run(SecurityContext.NONE, new String[] {run}),
                () -> latest = runs.runs(SecurityContext.NONE, null, "FAILED", null, null, null, null),
                () -> latest = pools.pools());
        thread = new Thread(this::read, "reader");
    }

    /** Each request some times, so that what is measured is compiled. */
    void warmUp(int times) {
        for (int i = 0; i < times; i++) {
            requests.forEach(Runnable::run);
        }
    }

    /** Asks for pages of tasks all over the list, as JSON, and notes the slowest and the largest. */
    void pages(int times, int step, ReadFigures figures) {
        for (int i = 0; i < times; i++) {
            long before = System.nanoTime();
            byte[] page =
                    json.writeValueAsBytes(tasks.tasks(null, null, null, null, String.valueOf(i * step), PAGE, null));
            figures.page = Math.max(figures.page, (System.nanoTime() - before) / 1e6);
            figures.pageSize = Math.max(figures.pageSize, page.length / 1024.0);
        }
    }

    void start() {
        thread.start();
    }

    private void read() {
        long next = System.nanoTime();
        for (int i = 0; !closed; i++) {
            requests.get(i % requests.size()).run();
            next += PERIOD_NANOS;
            while (!closed && System.nanoTime() - next < 0) {
                LockSupport.parkNanos(next - System.nanoTime());
            }
        }
    }

    /** Answers the latest answer. */
    Object stop() throws InterruptedException {
        closed = true;
        LockSupport.unpark(thread);
        thread.join();
        return latest;
    }
}
