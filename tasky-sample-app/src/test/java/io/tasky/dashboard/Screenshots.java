package io.tasky.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Takes the picture of what needs attention. Run by the profile screenshots only. */
@NeedsPrograms({"chromium", "chromedriver"})
class Screenshots {

    private static final Path IMAGE = Path.of("..", "docs", "images", "attention.png");

    @Test
    void threeIncidentsAtOnce() throws Exception {
        try (Site site = Site.start(Incidents.class, Incidents.ARGUMENTS);
                Browser browser = Browser.start()) {
            browser.show(1280, 620, "light");
            for (Incident incident : Incident.values()) {
                incident.begin(site);
            }
            browser.open(site.page());
            browser.awaitText("#attention-list", "ledger.book waits for a lock");
            browser.awaitText("#attention-list", "Pool reports is full of LOW work");
            browser.awaitText("#attention-list", "mail.deliver fails each time");
            browser.screenshot(IMAGE);
        }
        assertThat(IMAGE).isNotEmptyFile();
    }
}
