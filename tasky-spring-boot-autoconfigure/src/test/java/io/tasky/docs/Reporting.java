package io.tasky.docs;

import io.tasky.annotation.BackgroundTask;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The examples of the documents on runs. Thread-safe. */
class Reporting {

    private static final Logger logger = LoggerFactory.getLogger(Reporting.class);

    void steer(TaskRun<Report> run) throws Exception {
        run.send("only Europe"); // its code takes it by receive() or poll()
        run.stop(); // asks: the code goes on until it looks
        run.cancel(true); // final at once; interrupts its thread, or cancels the stage that it returned
        if (run.isStuck()) {
            logger.warn("{} does not react; it was at {}", run.id(), run.progress());
        }
    }

    @BackgroundTask(name = "report")
    TaskRun<Report> report(int pages, TaskContext context) throws InterruptedException {
        Report report = new Report();
        for (int page = 1; page <= pages && !context.isStopRequested(); page++) {
            report.add(page, context.poll(Duration.ZERO));
            context.progress((double) page / pages, "page " + page + " of " + pages);
            context.sleep(Duration.ofMillis(10)); // wakes at a stop
        }
        return TaskRun.of(report);
    }

    /** What is reported. Not thread-safe. */
    static final class Report {

        private final List<Integer> pages = new ArrayList<>();

        private final List<Object> wishes = new ArrayList<>();

        void add(int page, @Nullable Object wish) {
            pages.add(page);
            if (wish != null) {
                wishes.add(wish);
            }
        }

        List<Integer> pages() {
            return pages;
        }
    }
}
