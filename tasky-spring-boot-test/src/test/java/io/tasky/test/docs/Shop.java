package io.tasky.test.docs;

import io.tasky.annotation.PeriodicTask;
import io.tasky.annotation.TimerTask;
import java.util.ArrayList;
import java.util.List;

/** What the page on testing tests: a shop with a nightly report and an index that is built once things are quiet. */
class Shop {

    final List<String> done = new ArrayList<>();

    @PeriodicTask(name = "shop.report", cron = "0 0 2 * * *", zone = "Europe/Berlin")
    void report() {
        done.add("report");
    }

    @TimerTask(name = "shop.index", delay = "5s", autoStart = false)
    void index() {
        done.add("index");
    }
}
