package io.tasky.dashboard;

import static io.tasky.dashboard.Browser.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.task.TaskDefinition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the page says where it cannot show or do all: a server that is gone, that only lets look, or that hides things. */
@Tag("browser")
@Timeout(120)
@NeedsPrograms({"chromium", "chromedriver"})
class DashboardStateTests {

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
    void serverThatGoesIsSaidAndOneThatComesBackIsShownWithoutReload() {
        int port;
        try (Site site = Site.start(Workshop.class)) {
            port = site.port();
            browser.open(site.page());
            browser.awaitRow("cache.refresh", "Trigger");
            browser.assertClean(site.origin());
        }
        browser.awaitText("#problem", "The server does not answer");
        browser.awaitText("#live-text", "no answer");
        browser.script("document.mark = 'same page'; return true");

        try (Site site = Site.start(Workshop.class, "--server.port=" + port)) {
            browser.awaitText("#live-text", "live");
            assertThat(browser.one("#problem").isDisplayed()).isFalse();
            site.trigger("cache.refresh");
            browser.awaitRow("cache.refresh", "1 run");
            assertThat(browser.script("return document.mark")).isEqualTo("same page");
        }
    }

    @Test
    void serverThatOnlyLetsLookSaysSoAndButtonsExplain() {
        try (Site site = Site.start(
                Workshop.class,
                "--management.endpoint.tasks.access=read-only",
                "--management.endpoint.taskruns.access=read-only",
                "--management.endpoint.taskpools.access=read-only")) {
            browser.open(site.page());
            browser.awaitText("#read-only", "You may look, but not act on tasks, runs, pools.");
            assertThat(browser.all("#task-list .button"))
                    .isNotEmpty()
                    .allSatisfy(button ->
                            assertThat(button.getDomAttribute("aria-disabled")).isEqualTo("true"));

            browser.press("cache.refresh", "Trigger");
            browser.awaitText("#toasts", "management.endpoint.tasks.access is not unrestricted");
            assertThat(site.bean(Workshop.Jobs.class).refreshed()).isZero();
            browser.assertClean(site.origin());
        }
    }

    @Test
    void applicationWithoutTasksSaysHowToGetOne() {
        try (Site site = Site.start(Workshop.Empty.class)) {
            browser.open(site.page());
            browser.awaitText("#no-tasks", "This application has no tasks yet.");
            browser.awaitText("#calm", "Nothing needs attention.");
            browser.assertClean(site.origin());
        }
    }

    @Test
    void whatIsNotExposedIsNamed() {
        try (Site site = Site.start(Workshop.class, "--management.endpoints.web.exposure.include=tasks,taskyui")) {
            browser.open(site.page());
            browser.awaitText("#runs-hidden", "The endpoint “taskruns” is not exposed");
            browser.awaitText(
                    "#read-only", "add taskruns to management.endpoints.web.exposure.include, add taskpools to");
            browser.awaitRow("cache.refresh", "Trigger");
        }
        try (Site site = Site.start(Workshop.class, "--management.endpoints.web.exposure.include=taskyui")) {
            browser.open(site.page());
            browser.awaitText("#problem", "The endpoint “tasks” is not exposed");
            browser.awaitText("#problem", "management.endpoints.web.exposure.include");
        }
    }

    @Test
    void filterThatTheServerRefusesIsSaidAndCanBeDropped() {
        try (Site site = Site.start(Workshop.class)) {
            browser.open(site.page() + "&pool=gone");
            browser.awaitText("#problem", "The server refuses this filter");
            browser.awaitText("#problem", "gone");

            browser.press("Show all tasks");
            browser.awaitRow("cache.refresh", "Trigger");
            assertThat(browser.one("#problem").isDisplayed()).isFalse();
        }
    }

    @Test
    void endpointsWithOtherPathsAreFound() {
        try (Site site = Site.start(
                Workshop.class,
                "--management.endpoints.web.path-mapping.taskyui=ops/live",
                "--management.endpoints.web.path-mapping.tasks=work/all",
                "--management.endpoints.web.path-mapping.taskruns=runs")) {
            browser.open(site.origin() + "/actuator/ops/live#every=1");
            browser.press("cache.refresh", "Trigger");
            browser.awaitRow("cache.refresh", "1 run");
            assertThat(browser.one("#runs-hidden").isDisplayed()).isFalse();
            browser.press("Resize pool default");
            browser.answer("Leave it");
            assertThat(browser.sent("POST"))
                    .singleElement()
                    .satisfies(request ->
                            assertThat(request.url()).isEqualTo(site.origin() + "/actuator/work/all/cache.refresh"));
            browser.assertClean(site.origin());
        }
    }

    @Test
    void endpointThatAnswersWithAnErrorIsNotSaidToBeHidden() {
        try (Site site = Site.start(Workshop.class)) {
            browser.open(site.page());
            browser.awaitRow("cache.refresh", "Trigger");
            browser.script("const real = window.fetch; window.fetch = (path, how) => String(path).includes('taskruns?')"
                    + " ? Promise.resolve(new Response('{\"error\": \"Out of order\"}', { status: window.fails }))"
                    + " : real(path, how); return window.fails = 500");
            browser.awaitText("#runs-hidden", "Single runs cannot be shown: Out of order");
            browser.awaitText("#failures-hidden", "Failures cannot be shown: Out of order");
            browser.awaitText("#attention-list", "The page does not see everything");

            browser.script("return window.fails = 403");
            browser.awaitText("#runs-hidden", "Single runs cannot be shown: You are not allowed to see this.");

            browser.script("return window.fails = 404");
            browser.awaitText("#runs-hidden", "The endpoint “taskruns” is not exposed");
            browser.awaitText("#calm", "Nothing needs attention.");
        }
    }

    @Test
    void thousandTasksAreShownPageByPageAndFoundByNameAndTroubleOfAnyPageComesFirst() {
        try (Site site = Site.start(Workshop.class)) {
            ManyTasks.register(site.supervisor(), 1_000);
            browser.open(site.page());
            browser.awaitText("#paging-text", "1–100 of 1,005");
            assertThat(browser.all("#task-list tr")).hasSize(100);

            site.supervisor()
                    .register(TaskDefinition.background("yard.clean").run(() -> {}))
                    .pause();
            assertThat(site.supervisor().call("yard.clean", null).isDone()).isFalse();
            browser.awaitText("#attention-list", "yard.clean is paused while work waits for it");
            browser.awaitText("#task-list tr:first-child", "yard.clean");
            browser.awaitText("#paging-text", "1–100 of 1,006, and 1 of other pages in trouble");
            browser.press("yard.clean", "Resume");
            browser.awaitText("#calm", "Nothing needs attention.");
            await(() -> assertThat(browser.all("#task-list tr")).hasSize(100));

            browser.press("Next");
            browser.awaitText("#paging-text", "101–200 of 1,006");
            browser.type("#q", "job-0777");
            await(() -> assertThat(browser.all("#task-list tr")).hasSize(1));
            browser.awaitText("#queue-list", "orders");
            browser.assertClean(site.origin());
        }
    }
}
