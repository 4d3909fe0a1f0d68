package io.tasky.dashboard;

import static io.tasky.dashboard.Browser.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.annotation.BackgroundTask;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskRun;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** What somebody sees of a run that has timed out and goes on, and does about it. */
@Tag("browser")
@Timeout(120)
@NeedsPrograms({"chromium", "chromedriver"})
class DashboardStopTests {

    private static Browser browser;

    private Site site;

    private TaskRun<?> run;

    @BeforeAll
    static void startBrowser() {
        browser = Browser.start();
    }

    @AfterAll
    static void stopBrowser() {
        browser.close();
    }

    @BeforeEach
    void startRunThatGoesOn() {
        site = Site.start(Stubborn.class);
        browser.open(site.page());
        run = site.supervisor().task("disk.scan").trigger();
        browser.awaitText("#attention-list", "disk.scan does not stop");
        assertThat(run.status()).isEqualTo(RunStatus.TIMED_OUT);
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
    void runThatHasTimedOutAndGoesOnIsInterruptedFromTheListOfProblems() {
        browser.pressIn("#attention-list", "Interrupt disk.scan");
        browser.awaitText("dialog.question", "It is timed out, and its code goes on.");
        browser.answer("Interrupt it");

        browser.awaitText("#toasts", "disk.scan: interrupted.");
        assertEnded();
    }

    @Test
    void runThatHasTimedOutAndGoesOnIsInterruptedFromTheListOfRuns() {
        browser.press("Interrupt disk.scan " + run.id());
        browser.answer("Interrupt it");

        assertEnded();
    }

    @Test
    void runThatHasTimedOutAndGoesOnIsInterruptedFromItsDetails() {
        browser.pressIn("#attention-list", "Look at disk.scan");
        browser.awaitText("#details", "timed out, and its code goes on");
        browser.pressIn("#details", "Interrupt");
        browser.answer("Interrupt it");

        await(() -> assertThat(run.isStuck()).isFalse());
        browser.awaitText("#details", "Ended");
        browser.pressIn("#details", "×");
        assertEnded();
    }

    @Test
    void runThatTimesOutWhileItsStopIsAskedIsSaidToGoOn() {
        // As the question was when the run was still running.
        browser.script("""
                import(document.baseURI.split('#')[0] + '/actions.js').then(({ Actions }) =>
                  new Actions({ may: { taskruns: true } }, () => {}).onRun(
                    { id: '%s', task: 'disk.scan', status: 'RUNNING', stopRequested: false, stuck: false }).click());
                return true;
                """.formatted(run.id()));
        browser.answer("Stop it");

        browser.awaitText("#toasts", "disk.scan: the run is timed out, and its code goes on. It can be interrupted.");
    }

    private void assertEnded() {
        await(() -> assertThat(run.isStuck()).isFalse());
        assertThat(run.status()).isEqualTo(RunStatus.TIMED_OUT);
        await(() -> assertThat(browser.text("#attention-list")).doesNotContain("does not stop"));
        await(() -> assertThat(browser.all("#run-list li")).isEmpty());
    }

    /** An application whose task takes no notice of the interrupt of its timeout. */
    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(Disk.class)
    static class Stubborn {}

    /** A disk that is never read to its end. Thread-safe. */
    static class Disk {

        private final CountDownLatch end = new CountDownLatch(1);

        @BackgroundTask(name = "disk.scan", timeout = "50ms")
        TaskRun<String> scan() throws InterruptedException {
            try {
                end.await();
            } catch (InterruptedException ofTheTimeout) {
                end.await();
            }
            return TaskRun.of("scanned");
        }
    }
}
