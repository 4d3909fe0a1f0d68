package io.tasky.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.process.ProcessTask;
import io.tasky.process.RunningProcess;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.RunOptions;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskRun;
import io.tasky.test.TaskyDriver;
import io.tasky.test.TaskyTest;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;

/** Processes that are added and deleted, as Python's pytasking has them. */
@TaskyTest
@Timeout(60)
class ComingFromPytaskingProcessTests {

    private static final RunOptions HELLO = RunOptions.DEFAULTS.withName("hello");

    @Autowired
    private TaskyDriver driver;

    @Autowired
    private TaskSupervisor supervisor;

    /** Between the process and the test; while it is full, the process waits. */
    private final BlockingQueue<String> hellos = new LinkedBlockingQueue<>(1);

    /** What the process does: says hello again and again. */
    static final class Hello {

        private Hello() {}

        public static void main(String[] arguments) {
            while (!System.out.checkError()) {
                System.out.println("Hello World!");
            }
        }
    }

    private TaskRun<Integer> addProcess() {
        ProcessTask hello = ProcessTask.command(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Hello.class.getName())
                .outputTo(hellos::put);
        return supervisor.submit(() -> hello.run(TaskContext.current()), HELLO);
    }

    @Test
    void processIsDeletedAfterFiveHellos() throws Exception {
        TaskRun<Integer> process = addProcess();
        for (int hello = 1; hello <= 5; hello++) {
            assertThat(hellos.take()).isEqualTo("Hello World!");
        }
        process.cancel(true);
        driver.awaitIdle();
        assertThat(process.status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(ProcessTask.running()).isEmpty();
    }

    @Test
    void allProcessesAreListedWithTheirRuns() throws Exception {
        TaskRun<Integer> process = addProcess();
        hellos.take();
        assertThat(ProcessTask.running()).extracting(RunningProcess::runId).containsExactly(process.id());
        process.cancel(true);
        driver.awaitIdle();
    }
}
