package io.tasky.docs;

import io.tasky.annotation.TimerKey;
import io.tasky.annotation.TimerTask;
import io.tasky.task.TaskTimer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.beans.factory.annotation.Qualifier;

/** The examples of the page on timers. Thread-safe. */
class Indexing {

    final List<String> done = new CopyOnWriteArrayList<>();

    private final TaskTimer<Void> report;

    private final TaskTimer<String> sessions;

    Indexing(
            @Qualifier("index.report") TaskTimer<Void> report,
            @Qualifier("sessions.expire") TaskTimer<String> sessions) {
        this.report = report;
        this.sessions = sessions;
    }

    @TimerTask(name = "index.report", delay = "1m", autoStart = false)
    void report() {
        done.add("report");
    }

    void indexed() {
        report.reset();
    }

    void reportNow() {
        report.fire();
    }

    record ProductChanged(String product, int price) {}

    @TimerTask(name = "index.rebuild", delay = "2s", maxWait = "1m", resetOn = ProductChanged.class)
    void rebuild(ProductChanged latest) {
        done.add("rebuild after " + latest.product());
    }

    @TimerTask(name = "index.alert", delay = "10m", leading = true, resetOn = ProductChanged.class, key = "product")
    void alert(@TimerKey String product, ProductChanged first) {
        done.add("alert " + product + " costs " + first.price());
    }

    @TimerTask(name = "index.publish", delay = "0s", autoStart = false, resetOn = ProductChanged.class)
    void publish(ProductChanged latest) {
        done.add("publish " + latest.product());
    }

    @TimerTask(name = "sessions.expire", delay = "30m")
    void expire(@TimerKey String session) {
        done.add("expire " + session);
    }

    void touched(String session) {
        sessions.reset(session);
    }

    void loggedOut(String session) {
        sessions.cancel(session);
    }
}
