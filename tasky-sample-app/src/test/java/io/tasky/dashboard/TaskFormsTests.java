package io.tasky.dashboard;

import static io.tasky.dashboard.Browser.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.task.TaskTimer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.Keys;

/** The forms in the details of a task: another schedule, and the keys of a timer. */
@Tag("browser")
@Timeout(120)
@NeedsPrograms({"chromium", "chromedriver"})
class TaskFormsTests {

    private static final String OPEN = "Reschedule… cache.refresh";

    private static final String APPLY = "Reschedule cache.refresh";

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
        site = Site.start(Workshop.class);
        browser.open(site.page());
    }

    /** Nothing but what the server refused went wrong. */
    @AfterEach
    void leaveNothingBehind() {
        try {
            assertThat(browser.problems())
                    .allSatisfy(problem -> assertThat(problem).contains("status of 400"));
        } finally {
            site.close();
        }
    }

    @Test
    void periodicTaskIsGivenAnotherRateAndTheFocusComesBack() {
        browser.press("cache.refresh");
        browser.press(OPEN);
        await(() -> assertThat(browser.field("Time between two runs").getDomProperty("value"))
                .isEqualTo("PT1H"));

        browser.fill("Time between two runs", "5m");
        browser.press(APPLY);
        browser.awaitText("#toasts", "cache.refresh rescheduled.");
        assertThat(schedule()).isEqualTo("fixed rate PT5M");
        assertThat(browser.one("#details form").isDisplayed()).isFalse();
        await(() -> assertThat(label()).isEqualTo(OPEN));
        browser.awaitText("#details .facts-list", "fixed rate PT5M");
    }

    @Test
    void periodicTaskIsGivenACronExpressionWithTheKeyboardAlone() {
        browser.press("cache.refresh");
        browser.press(OPEN);
        await(() -> assertThat(browser.focused().getTagName()).isEqualTo("select"));

        browser.focused().sendKeys("c");
        browser.key(Keys.TAB);
        browser.focused().sendKeys("0 0 2 * * MON-FRI");
        browser.key(Keys.TAB);
        browser.focused().sendKeys("Europe/Berlin");
        browser.key(Keys.ENTER);
        await(() -> assertThat(schedule()).isEqualTo("cron 0 0 2 * * MON-FRI (Europe/Berlin)"));
        await(() -> assertThat(label()).isEqualTo(OPEN));

        browser.key(Keys.ENTER);
        await(() ->
                assertThat(browser.field("Time zone").getDomProperty("value")).isEqualTo("Europe/Berlin"));
        assertThat(browser.field("Cron expression").getDomProperty("value")).isEqualTo("0 0 2 * * MON-FRI");
    }

    @Test
    void whatTheServerRefusesIsSaidAtTheFieldAndEscapeClosesTheFormAlone() {
        browser.press("cache.refresh");
        browser.press(OPEN);
        browser.fill("Time between two runs", "soon");
        browser.press(APPLY);

        browser.awaitText("#details .refusal", "The request's fixedRate is 'soon'");
        assertThat(browser.focused()).isEqualTo(browser.field("Time between two runs"));
        assertThat(browser.focused().getDomAttribute("aria-invalid")).isEqualTo("true");
        assertThat(browser.all("#toasts .toast")).isEmpty();
        assertThat(schedule()).isEqualTo("fixed rate PT1H");

        browser.field("How").sendKeys("c");
        await(() -> assertThat(browser.all("#details .refusal:not(:empty)")).isEmpty());
        browser.key(Keys.ESCAPE);
        await(() -> assertThat(label()).isEqualTo(OPEN));
        assertThat(browser.one("#details").isDisplayed()).isTrue();
        assertThat(browser.one("#details form").isDisplayed()).isFalse();
    }

    @Test
    void timerOfAKeyIsResetFiredAndCancelled() {
        TaskTimer<Long> timer = site.supervisor().timer("carts.remind");
        browser.press("carts.remind");
        browser.fill("Key", "17");
        browser.pressIn("#details", "Reset");
        await(() -> assertThat(timer.pending(17L)).isTrue());
        browser.awaitText("#details .facts-list", "Timers pending 1");

        browser.pressIn("#details", "Fire");
        browser.awaitText("#toasts", "carts.remind fired.");
        assertThat(timer.pending(17L)).isFalse();

        timer.reset(18L);
        timer.reset(19L);
        browser.fill("Key", "18");
        browser.pressIn("#details", "Cancel");
        browser.answer("Cancel timers");
        await(() -> assertThat(timer.pending(18L)).isFalse());
        assertThat(timer.pending(19L)).isTrue();
        await(() -> assertThat(label()).isEqualTo("Cancel"));
    }

    @Test
    void keyThatIsNoneIsSaidAtTheField() {
        browser.press("carts.remind");
        browser.fill("Key", "cart A");
        browser.key(Keys.ENTER);
        browser.awaitText("#details .refusal", "The key cannot be read as a java.lang.Long");
        assertThat(browser.focused()).isEqualTo(browser.field("Key"));

        browser.fill("Key", "");
        browser.pressIn("#details", "Reset");
        browser.awaitText("#details .refusal", "Send the key of the one to reset.");
    }

    @Test
    void onlyTimersWithKeysAskForOne() {
        assertThat(browser.all("#task-list tr")).hasSize(5);
        assertThat(browser.rowText("carts.remind")).doesNotContain("Reset");
        browser.press("index.flush");
        browser.awaitText("#details", "Cancel timers");
        assertThat(browser.all("#details form")).isEmpty();
    }

    private static String label() {
        return String.valueOf(browser.focused().getDomProperty("textContent"));
    }

    private String schedule() {
        return String.valueOf(site.supervisor().task("cache.refresh").snapshot().schedule());
    }
}
