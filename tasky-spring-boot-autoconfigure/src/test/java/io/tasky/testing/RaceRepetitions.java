package io.tasky.testing;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the tests in which threads race again and again, as an interleaving that breaks something may be rare. The name keeps
 * it out of the normal build; the profile {@code race} runs it.
 */
class RaceRepetitions {

    /** How many times in a row; 100 unless it is set. */
    private static final int TIMES = Integer.getInteger("tasky.race.times", 100);

    @Test
    void testsTaggedRaceHoldEveryTime() {
        assertThat(TIMES).as("tasky.race.times").isPositive();
        silenceConsole();
        Rounds.doAll();
        for (int i = 1; i <= TIMES; i++) {
            TestExecutionSummary summary = runAll();
            tell(i, summary);
            assertThat(summary.getTestsStartedCount())
                    .as("tests tagged race")
                    .isPositive()
                    .isEqualTo(summary.getTestsFoundCount());
            assertThat(summary.getTotalFailureCount())
                    .withFailMessage("Repetition %d of %d failed: %s", i, TIMES, failures(summary))
                    .isZero();
        }
    }

    /** Logging to one console makes threads wait for each other, and buries the line of each repetition. */
    private static void silenceConsole() {
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        if (factory instanceof LoggerContext context) {
            context.getLogger(Logger.ROOT_LOGGER_NAME).detachAndStopAllAppenders();
        }
    }

    private static TestExecutionSummary runAll() {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectPackage("io.tasky"))
                .filters(EngineFilter.includeEngines("junit-jupiter"), TagFilter.includeTags("race"))
                .build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, listener);
        return listener.getSummary();
    }

    @SuppressWarnings("SystemOut") // The progress of a run that takes long is for whoever looks on.
    private static void tell(int repetition, TestExecutionSummary summary) {
        long millis = summary.getTimeFinished() - summary.getTimeStarted();
        System.out.printf(
                Locale.ROOT,
                "Repetition %d of %d: %d tests, %d failures, %d ms%n",
                repetition,
                TIMES,
                summary.getTestsFoundCount(),
                summary.getTotalFailureCount(),
                millis);
    }

    private static String failures(TestExecutionSummary summary) {
        StringWriter text = new StringWriter();
        // Whole stack traces, as what a rare failure tells may not come again.
        summary.printFailuresTo(new PrintWriter(text, true), Integer.MAX_VALUE);
        return text.toString();
    }
}
