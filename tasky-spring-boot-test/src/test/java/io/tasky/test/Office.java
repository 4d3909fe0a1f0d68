package io.tasky.test;

import io.tasky.annotation.BackgroundTask;
import io.tasky.annotation.PeriodicTask;
import io.tasky.annotation.QueueWorker;
import io.tasky.annotation.TimerTask;
import io.tasky.task.TaskPriority;
import java.io.IOException;
import java.util.Objects;

/** One task of each kind and priority, which say what they do. */
class Office {

    private final Log log;

    private final TaskyClock clock;

    Office(Log log, TaskyClock clock) {
        this.log = log;
        this.clock = clock;
    }

    private void note(String what) {
        log.add(clock.now() + " " + what);
    }

    @PeriodicTask(name = "low", fixedRate = "10s", initialDelay = "10s", priority = TaskPriority.LOW)
    void low() {
        note("low");
    }

    @PeriodicTask(name = "first", fixedRate = "10s", initialDelay = "10s")
    void first() {
        note("first");
    }

    @PeriodicTask(name = "second", fixedRate = "10s", initialDelay = "10s")
    void second() {
        note("second");
    }

    @PeriodicTask(name = "high", fixedRate = "20s", initialDelay = "20s", priority = TaskPriority.HIGH)
    void high() {
        note("high");
    }

    @PeriodicTask(name = "pausing", fixedDelay = "15s", initialDelay = "15s")
    void pausing() {
        note("pausing");
    }

    @TimerTask(name = "quiet", delay = "25s", autoStart = false)
    void quiet() {
        note("quiet");
    }

    @QueueWorker(name = "mail", queue = "mails", workers = "3")
    void mail(String mail) throws IOException {
        if (mail.startsWith("bad")) {
            throw new IOException(mail);
        }
        note("mail " + mail);
    }

    @BackgroundTask(name = "call")
    void call() {
        note("call on " + Objects.requireNonNull(Thread.currentThread().getName()));
    }

    @BackgroundTask(name = "failing")
    void failing() throws IOException {
        throw new IOException("no paper");
    }
}
