package io.tasky.dashboard;

import static io.tasky.dashboard.Browser.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Incidents that are understood and ended by looking at the page and pressing its buttons, and by nothing else. */
@Tag("browser")
@Timeout(120)
@NeedsPrograms({"chromium", "chromedriver"})
class IncidentPageTests {

    private static final Path PICTURES = Path.of("target", "incidents");

    private static Browser browser;

    private Site site;

    @BeforeAll
    static void startBrowser() {
        browser = Browser.start();
        browser.show(1280, 900, "light");
    }

    @AfterAll
    static void stopBrowser() {
        browser.close();
    }

    @BeforeEach
    void start() {
        site = Site.start(Incidents.class, Incidents.ARGUMENTS);
        browser.open(site.page());
        browser.awaitText("#calm", "Nothing needs attention.");
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void runThatWaitsForALockNamesTheRunThatHasItAndThatIsInterrupted() throws Exception {
        Incident.LOCK.begin(site);

        browser.awaitText("#attention-list", "ledger.book waits for a lock");
        browser.awaitText("#attention-list", "ledger.book waits for a ReentrantLock at Incidents$Ledger.book");
        browser.awaitText("#attention-list", "ledger.reconcile has that lock, and has been running for");
        browser.awaitText("#attention-list", "at Incidents$Ledger.reconcile");
        browser.awaitText("#run-list", "waits for a lock");
        browser.awaitText("#run-list", "holds up ledger.book");
        browser.awaitRow("ledger.book", "waits for a lock");
        browser.awaitRow("ledger.reconcile", "holds up ledger.book");
        picture("1.png");

        browser.press("Look at ledger.reconcile");
        browser.awaitText("#details pre", "CountDownLatch.await");
        browser.awaitText("#details pre", "Incidents$Ledger.reconcile");
        browser.pressIn("#details", "×");
        browser.pressIn("#attention-list", "Stop ledger.reconcile");
        // What is wrong comes first, as soon as nobody points at the table.
        browser.awaitText("#task-list tr", "ledger.book");
        browser.answer("Stop it");
        browser.pressIn("#attention-list", "Interrupt ledger.reconcile");
        browser.answer("Interrupt it");

        assertEnded(Incident.LOCK);
    }

    @Test
    void poolThatIsFullOfLowWorkGetsAReserveForWhatIsUrgent() throws Exception {
        Incident.FULL_POOL.begin(site);

        browser.awaitText("#attention-list", "Pool reports is full of LOW work, and more urgent work waits");
        browser.awaitText("#attention-list", "4 × report.crunch (LOW)");
        browser.awaitText("#attention-list", "1 HIGH run (invoice.print) waits.");
        browser.awaitText("#attention-list", "No slots are reserved for NORMAL or HIGH.");
        picture("2.png");

        browser.pressIn("#attention-list", "Add a slot for HIGH to reports");
        assertThat(browser.one("#size-reserveHigh").getDomProperty("value")).isEqualTo("1");
        browser.answer("Resize");

        assertEnded(Incident.FULL_POOL);
    }

    @Test
    void consumerThatFailsSaysWhyAndItsDeadLettersAreReplayed() throws Exception {
        Incident.FAILING_QUEUE.begin(site);

        browser.awaitText("#attention-list", "mail.deliver fails each time");
        browser.awaitText("#attention-list", "ConnectException: Connection refused: smtp.example.org:25");
        browser.awaitText("#attention-list", "none since: queue mails is empty");
        browser.awaitText("#attention-list", "20 dead letters");
        browser.awaitRow("mail.deliver", "fails each time");
        picture("3.png");

        browser.pressIn("#attention-list", "Pause mail.deliver");
        browser.awaitText("#attention-list", "It is paused, so that no more items fail.");
        browser.press("mail.connect", "Trigger");
        browser.awaitRow("mail.connect", "succeeded");
        browser.pressIn("#attention-list", "Replay 20 dead letters of mail.deliver");
        browser.awaitText("#attention-list", "20 items will not start before it is resumed.");
        browser.pressIn("#attention-list", "Resume mail.deliver");

        assertEnded(Incident.FAILING_QUEUE);
    }

    private void assertEnded(Incident incident) {
        await(() -> incident.assertEnded(site));
        browser.awaitText("#calm", "Nothing needs attention.");
        browser.assertClean(site.origin());
    }

    /** For people who want to see it; nothing is compared with them. */
    private static void picture(String name) throws IOException {
        browser.show(1280, browser.height(), "light");
        browser.screenshot(PICTURES.resolve(name));
        assertThat(PICTURES.resolve(name)).isNotEmptyFile();
    }
}
