package io.tasky.docs;

import io.tasky.annotation.BackgroundTask;
import io.tasky.process.ProcessTask;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskControl;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskQueue;
import io.tasky.task.TaskRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** The examples of the document on processes. Thread-safe. */
class Rendering {

    private final TaskSupervisor supervisor;

    private final String java;

    private final Path directory;

    Rendering(TaskSupervisor supervisor, String java, Path directory) {
        this.supervisor = supervisor;
        this.java = java;
        this.directory = directory;
    }

    @BackgroundTask(name = "report.render")
    TaskRun<Integer> render(String region, TaskContext context) throws IOException, InterruptedException {
        int code = ProcessTask.command(java, "Render.java", region)
                .directory(directory)
                .environment("REPORT_COLOR", "blue")
                .accepting(0, 3) // 3: nothing has changed
                .run(context);
        return TaskRun.of(code);
    }

    TaskControl watch(TaskQueue<String> lines) {
        ProcessTask render = ProcessTask.command(java, "Render.java", "all")
                .directory(directory)
                .outputTo(lines);
        TaskAttributes everyMinute = TaskAttributes.NONE.with(TaskAttribute.FIXED_DELAY, Duration.ofMinutes(1));
        return supervisor.register(
                new TaskDefinition("report.watch", TaskKind.PERIODIC, everyMinute, render, "Rendering.watch"));
    }

    void steer(TaskRun<Integer> run) {
        run.send("north"); // a line of its input
        run.send(ProcessTask.END_OF_INPUT);
        run.stop(); // asks it to end, and kills it after its stopGrace
    }
}
