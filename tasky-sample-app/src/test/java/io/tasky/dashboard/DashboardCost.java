package io.tasky.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What an open page costs the server with 1,000 tasks. It takes minutes, so that it runs on demand only. */
@NeedsPrograms({"chromium", "chromedriver"})
class DashboardCost {

    private static final double LIMIT = 0.02;

    private static final Duration SPAN = Duration.ofSeconds(60);

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    @Test
    void openPageOverAThousandTasksCostsLessThanTwoPerCentOfACore() {
        try (Site site = Site.start(Workshop.class);
                Browser browser = Browser.start()) {
            ManyTasks.register(site.supervisor(), 1_000);
            browser.open(site.origin() + "/actuator/taskyui");
            browser.awaitText("#paging-text", "of 1,005");
            // The first minute is the compiler's.
            pass(browser);
            long before = webThreads();
            long began = System.nanoTime();
            pass(browser);
            double share = (double) (webThreads() - before) / (System.nanoTime() - began);

            System.out.printf("An open page over 1,000 tasks costs %.2f %% of a core.%n", 100 * share);
            assertThat(share).isLessThan(LIMIT);
        }
    }

    /** Lets time pass on the clock of the page. */
    private static void pass(Browser browser) {
        browser.script(
                "window.passed = false; setTimeout(() => window.passed = true, " + SPAN.toMillis() + "); return true");
        Awaitility.await()
                .atMost(SPAN.multipliedBy(2))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> Boolean.TRUE.equals(browser.script("return window.passed")));
    }

    private long webThreads() {
        long nanos = 0;
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().startsWith("http-nio")) {
                nanos += threads.getThreadCpuTime(thread.getThreadId());
            }
        }
        return nanos;
    }
}
