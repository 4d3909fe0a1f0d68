package io.tasky.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.dashboard.Browser;
import io.tasky.dashboard.NeedsPrograms;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.support.GenericApplicationContext;

/** Takes the pictures of the documents, of a sample that has its hands full. Run by the profile screenshots only. */
@NeedsPrograms({"chromium", "chromedriver"})
class Screenshots {

    private static final Path IMAGES = Path.of("..", "docs", "images");

    private static final int FILES = 6_000;

    /** Never opened: whoever waits for it waits as long as a slow disk takes. */
    private final CountDownLatch never = new CountDownLatch(1);

    @TempDir
    private Path folder;

    @Test
    void sampleThatIndexesALargeFolder() throws Exception {
        SampleFolder.fill(folder, FILES);
        try (RunningSample sample = RunningSample.start(folder, this::slowDisk);
                Browser browser = Browser.start()) {
            browser.show(1440, 1000, "light");
            browser.open(sample.address() + "/actuator/taskyui#every=1");
            browser.awaitText("#queue-list", "4 of 4 workers busy");
            browser.awaitRow("files.index", "4 running");
            browser.press("index.report", "Trigger");
            browser.top();
            // Long enough for lines in the charts.
            Browser.await(() -> assertThat(files(sample)).isGreaterThan(FILES / 12));
            browser.screenshot(IMAGES.resolve("desktop-light.png"));
            browser.show(1440, 1000, "dark");
            browser.screenshot(IMAGES.resolve("desktop-dark.png"));
            browser.show(390, 844, "dark");
            browser.screenshot(IMAGES.resolve("phone-dark.png"));
            browser.show(390, 844, "light");
            browser.screenshot(IMAGES.resolve("phone-light.png"));
        }
        assertThat(IMAGES).isDirectoryContaining("glob:**phone-light.png");
    }

    private static int files(RunningSample sample) {
        return (int) sample.bean(Catalog.class).counts().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private void slowDisk(GenericApplicationContext context) {
        context.registerBean(
                "slowDisk",
                FileOpener.class,
                () -> path -> {
                    try {
                        assertThat(never.await(90, TimeUnit.MILLISECONDS)).isFalse();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return Files.newInputStream(path);
                },
                definition -> definition.setPrimary(true));
    }
}
