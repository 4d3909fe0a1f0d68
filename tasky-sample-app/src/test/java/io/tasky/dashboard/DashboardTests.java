package io.tasky.dashboard;

import static io.tasky.dashboard.Browser.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.task.RunStatus;
import io.tasky.task.TaskRun;
import io.tasky.task.TaskState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.Keys;

/** What somebody sees on the page and does with it. */
@Tag("browser")
@Timeout(120)
@NeedsPrograms({"chromium", "chromedriver"})
class DashboardTests {

    private static final int MOST_TABS = 60;

    private static Browser browser;

    private Site site;

    @BeforeAll
    static void startBrowser() {
        browser = Browser.start();
    }

    @AfterAll
    static void stopBrowser() {
        browser.close();
    }

    @BeforeEach
    void open() {
        site = Site.start(
                Workshop.class,
                "--tasky.pools.default.size=4",
                "--tasky.pools.default.reserve-normal=0",
                "--tasky.pools.default.reserve-high=2");
        browser.open(site.page());
    }

    @AfterEach
    void leaveNothingBehind() {
        try {
            browser.assertClean(site.origin());
        } finally {
            site.close();
        }
    }

    @Test
    void runIsSeenToStartToComeForwardAndToFinish() {
        TaskRun<?> run = site.supervisor().task("feed.import").trigger();
        browser.awaitText("#run-list", "feed.import");
        browser.awaitText("#run-list", "10 %");
        browser.awaitText("#run-list", "rows 100 of 1000");
        browser.awaitText("#pool-list .holders", "feed.import");
        assertThat(browser.all("#pool-list .slot[data-priority=LOW]")).hasSize(1);
        assertThat(browser.all("#pool-list [data-group=high] .slot")).hasSize(2);

        run.send(0.6);
        browser.awaitText("#run-list", "60 %");

        run.send(1.0);
        browser.awaitRow("feed.import", "succeeded");
        await(() -> assertThat(browser.all("#run-list li")).isEmpty());
        await(() -> assertThat(browser.all("#pool-list .slot[data-priority]")).isEmpty());
    }

    @Test
    void taskIsTriggeredPausedAndResumedByOneClickEach() {
        browser.press("cache.refresh", "Trigger");
        await(() -> assertThat(site.bean(Workshop.Jobs.class).refreshed()).isEqualTo(1));
        browser.awaitRow("cache.refresh", "1 run");
        browser.awaitText("#toasts", "cache.refresh triggered.");

        browser.press("cache.refresh", "Pause");
        browser.awaitRow("cache.refresh", "paused");
        assertThat(state("cache.refresh")).isEqualTo(TaskState.PAUSED);

        browser.press("cache.refresh", "Resume");
        await(() -> assertThat(state("cache.refresh")).isEqualTo(TaskState.ENABLED));
        browser.awaitRow("cache.refresh", "Pause");
    }

    @Test
    void taskIsTriggeredWithTheKeyboardAloneAndKeepsTheFocus() {
        String button = "Trigger cache.refresh";
        for (int tab = 0; tab < MOST_TABS && !label().equals(button); tab++) {
            browser.key(Keys.TAB);
        }
        assertThat(label()).isEqualTo(button);

        browser.key(Keys.ENTER);
        await(() -> assertThat(site.bean(Workshop.Jobs.class).refreshed()).isEqualTo(1));
        browser.awaitRow("cache.refresh", "1 run");
        assertThat(label()).as("after an update").isEqualTo(button);
    }

    private static String label() {
        return String.valueOf(browser.focused().getDomProperty("textContent"));
    }

    @Test
    void timerIsResetAndShownAsPending() {
        browser.awaitText("#timer-list", "not armed");
        browser.press("index.flush", "Reset");
        browser.awaitText("#timer-list", "1 pending");
        browser.awaitText("#timer-list", "in 59 min");
        assertThat(site.supervisor().timer("index.flush").pending()).isEqualTo(1);
    }

    @Test
    void longRunIsStoppedAfterAQuestion() {
        TaskRun<?> run = site.supervisor().task("feed.import").trigger();
        browser.awaitText("#run-list", "feed.import");

        browser.press("Stop feed.import " + run.id());
        browser.answer("Leave it");
        assertThat(run.isStopRequested()).isFalse();

        browser.press("Stop feed.import " + run.id());
        browser.answer("Stop it");
        browser.awaitRow("feed.import", "cancelled");
        assertThat(run.status()).isEqualTo(RunStatus.CANCELLED);
    }

    @Test
    void poolIsResized() {
        browser.press("Resize pool default");
        browser.type("#size-size", "7");
        browser.answer("Resize");

        await(() ->
                assertThat(site.supervisor().pool("default").config().size()).isEqualTo(7));
        browser.awaitText("#pool-list", "of 9 slots");
        await(() -> assertThat(browser.all("#pool-list [data-group=all] .slot")).hasSize(7));
    }

    @Test
    void deadLettersAreReplayed() throws InterruptedException {
        Workshop.Jobs jobs = site.bean(Workshop.Jobs.class);
        jobs.shipping(false);
        site.supervisor().queue("orders").put("order A-7");
        browser.awaitText("#failure-list", "IllegalStateException: No carrier for order A-7");
        browser.awaitText("#queue-list", "1 dead letter");

        jobs.shipping(true);
        browser.press("orders.ship", "Replay");
        browser.awaitText("#toasts", "1 dead letter of orders.ship put back");
        browser.awaitRow("orders.ship", "succeeded");
        await(() -> assertThat(browser.text("#queue-list")).doesNotContain("dead letter"));
    }

    @Test
    void deadLettersThatCannotBePutBackAreCounted() throws InterruptedException {
        site.bean(Workshop.Jobs.class).shipping(false);
        for (int i = 0; i < 3; i++) {
            site.supervisor().queue("orders").put("order A-" + i);
        }
        browser.awaitText("#queue-list", "3 dead letters");
        browser.press("orders.ship", "Pause");
        browser.awaitRow("orders.ship", "paused");
        for (int i = 0; i < 99; i++) {
            site.supervisor().queue("orders").put("order B-" + i);
        }

        browser.press("orders.ship", "Replay");
        browser.awaitText(
                "#toasts",
                "1 dead letter of orders.ship put back into the queue, 2 could not be: there is no room for them");
        browser.awaitText("#queue-list", "2 dead letters");
    }

    @Test
    void tasksAreFoundByNameAndKindAndTheAddressKeepsIt() {
        browser.type("#q", "index");
        await(() -> assertThat(browser.all("#task-list tr")).hasSize(1));
        assertThat(browser.script("return location.hash")).isEqualTo("#q=index&every=1");

        browser.open(site.origin() + "/actuator/taskyui#kind=queue");
        await(() -> assertThat(browser.all("#task-list tr")).hasSize(1));
        assertThat(browser.rowText("orders.ship")).contains("queue · default");
        browser.awaitText("#task-count", "1 of 5");

        browser.press("Clear");
        await(() -> assertThat(browser.all("#task-list tr")).hasSize(5));
    }

    @Test
    void tokenOfSpringSecurityGoesBackWithWhatActs() {
        browser.script("document.cookie = 'XSRF-TOKEN=secret%2B1'; return true");
        browser.press("cache.refresh", "Trigger");
        browser.awaitRow("cache.refresh", "1 run");
        browser.script("document.cookie = 'XSRF-TOKEN=; max-age=0'; return true");

        assertThat(browser.sent("POST")).singleElement().satisfies(request -> {
            assertThat(request.url()).isEqualTo(site.origin() + "/actuator/tasks/cache.refresh");
            assertThat(request.headers()).containsEntry("x-xsrf-token", "secret+1");
        });
    }

    @Test
    void linesThatStayAreTheSameNodesAfterUpdates() {
        browser.script("document.querySelector('#task-list tr').mark = 'mine'; return true");
        browser.press("cache.refresh", "Trigger");
        browser.awaitRow("cache.refresh", "1 run");
        assertThat(browser.script("return document.querySelector('#task-list tr').mark"))
                .isEqualTo("mine");
    }

    @Test
    void detailsOfATaskAndOfItsRunAreADialogAway() {
        TaskRun<?> run = site.supervisor().task("feed.import").trigger();
        browser.press("feed.import");
        browser.awaitText("#details", "Workshop$Jobs.importFeed");
        browser.press(run.id());
        browser.awaitText("#details", "Where its code is");
        browser.awaitText("#details pre", "Workshop$Jobs.importFeed");
        browser.key(Keys.ESCAPE);
        await(() -> assertThat(browser.one("#details").isDisplayed()).isFalse());
    }

    @Test
    void hiddenPageStopsAskingAndGoesOnWhenItIsSeen() {
        browser.script("Object.defineProperty(document, 'visibilityState', {get: () => 'hidden', configurable: true});"
                + "document.dispatchEvent(new Event('visibilitychange')); return true");
        site.trigger("cache.refresh");
        await(() -> assertThat(site.bean(Workshop.Jobs.class).refreshed()).isEqualTo(1));
        long asked = asked();
        // As long as two of its turns, measured by the page's own clock.
        browser.script("window.later = false; setTimeout(() => window.later = true, 2200); return true");
        await(() -> assertThat(browser.script("return window.later")).isEqualTo(true));
        assertThat(asked()).isLessThanOrEqualTo(asked + 1);

        browser.script("delete document.visibilityState; document.dispatchEvent(new Event('visibilitychange'));"
                + "return true");
        browser.awaitRow("cache.refresh", "1 run");
    }

    private static long asked() {
        return (Long) browser.script(
                "return performance.getEntriesByType('resource').filter(e => e.name.includes('tasks?')).length");
    }

    private TaskState state(String task) {
        return site.supervisor().task(task).snapshot().state();
    }
}
