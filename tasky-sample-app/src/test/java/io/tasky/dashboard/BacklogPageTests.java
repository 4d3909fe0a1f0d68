package io.tasky.dashboard;

import static io.tasky.dashboard.Browser.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.annotation.BackgroundTask;
import io.tasky.task.TaskQueue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/**
 * What waits where no run does: items that no task works on, callers that are held up before their runs are accepted, and
 * tasks that only calls with arguments can run.
 */
@Tag("browser")
@Timeout(120)
@NeedsPrograms({"chromium", "chromedriver"})
class BacklogPageTests {

    private static Browser browser;

    @BeforeAll
    static void startBrowser() {
        browser = Browser.start();
    }

    @AfterAll
    static void stopBrowser() {
        browser.close();
    }

    @Test
    void queueThatNoTaskWorksOnIsShownWhateverTasksAreLookedFor() throws Exception {
        try (Site site = Site.start(
                Workshop.class, "--tasky.queues.outbox.type=java.lang.String", "--tasky.queues.outbox.capacity=10")) {
            TaskQueue<String> outbox = site.supervisor().queue("outbox");
            put(outbox, 3);
            browser.open(site.page());
            browser.awaitText("#other-queue-list", "outbox");
            browser.awaitText("#other-queue-list", "no task works on it");
            browser.awaitText("#other-queue-list", "3 of 10 waiting");
            browser.awaitText("#calm", "Nothing needs attention.");

            put(outbox, 5);
            browser.awaitText("#attention-list", "Queue outbox is almost full");
            browser.awaitText("#attention-list", "8 items of 10 wait, and no task works on it.");

            // What the endpoint answers for the tasks of a pool has no such queues.
            browser.script("return location.hash = '#every=1&pool=default'");
            put(outbox, 1);
            browser.awaitText("#other-queue-list", "9 of 10 waiting");
            browser.assertClean(site.origin());
        }
    }

    private static void put(TaskQueue<String> queue, int items) throws InterruptedException {
        for (int i = 0; i < items; i++) {
            queue.put("letter " + i);
        }
    }

    @Test
    void callersThatWaitForRoomAreCountedUntilTheyAreLetIn() {
        try (Site site = Site.start(
                Kitchen.class,
                "--tasky.pools.default.size=1",
                "--tasky.pools.default.reserve-normal=0",
                "--tasky.pools.default.reserve-high=0",
                "--tasky.pools.default.max-waiting=1",
                "--tasky.pools.default.on-full=block",
                "--tasky.pools.default.on-full-timeout=10m")) {
            Stove stove = site.bean(Stove.class);
            stove.cook();
            await(() -> assertThat(
                            site.supervisor().task("cook").snapshot().counts().running())
                    .isOne());
            stove.cook();
            CompletableFuture<Void> caller = CompletableFuture.runAsync(stove::cook);

            browser.open(site.page());
            browser.awaitText("#pool-list", "1 caller held up: a line is full");
            assertThat(caller).isNotDone();

            stove.serve();
            caller.join();
            await(() -> assertThat(browser.text("#pool-list")).doesNotContain("held up"));
            browser.assertClean(site.origin());
        }
    }

    @Test
    void taskThatNeedsArgumentsHasNoButtonToTriggerIt() {
        try (Site site = Site.start(Kitchen.class)) {
            browser.open(site.page());
            browser.awaitRow("cook", "Trigger");
            browser.awaitRow("order", "Pause");
            assertThat(browser.rowText("order")).doesNotContain("Trigger");
        }
    }

    /** An application whose cook is slow. */
    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(Stove.class)
    static class Kitchen {}

    /** Where a meal takes until the first is served. Thread-safe. */
    static class Stove {

        private final CompletableFuture<Void> served = new CompletableFuture<>();

        void serve() {
            served.complete(null);
        }

        @BackgroundTask(name = "order")
        void order(String ingredient) {}

        @BackgroundTask(name = "cook")
        void cook() {
            served.join();
        }
    }
}
