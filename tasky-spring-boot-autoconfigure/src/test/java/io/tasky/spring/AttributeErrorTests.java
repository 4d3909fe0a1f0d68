package io.tasky.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.annotation.PeriodicTask;
import io.tasky.annotation.QueueWorker;
import io.tasky.annotation.Retry;
import io.tasky.annotation.TimerTask;
import io.tasky.task.TaskConfigurationException;
import org.junit.jupiter.api.Test;

/** What stops the start-up because of an attribute: each text names the place, the value and the remedy. */
class AttributeErrorTests {

    private static final String HERE = AttributeErrorTests.class.getName() + "$";

    @Test
    void twoSchedulesAreRefused() {
        assertRefused(
                TwoSchedules.class,
                "Task 'worker.work' (@PeriodicTask method " + HERE + "TwoSchedules.work()) says fixedRate and cron,"
                        + " of which only one can hold.",
                "Keep one of them.");
    }

    static class TwoSchedules {
        @PeriodicTask(fixedRate = "1s", cron = "0 0 2 * * *")
        void work() {}
    }

    @Test
    void noScheduleIsRefused() {
        assertRefused(
                NoSchedule.class,
                "Task 'worker.work' (@PeriodicTask method " + HERE + "NoSchedule.work()) says neither fixedRate nor"
                        + " fixedDelay nor cron, so that it would never run.",
                "Give one of them in the annotation, or as tasky.tasks.worker.work.fixed-rate, fixed-delay or cron.");
    }

    static class NoSchedule {
        @PeriodicTask
        void work() {}
    }

    @Test
    void fixedRateOfZeroIsRefused() {
        assertRefused(
                ZeroRate.class,
                "Task 'worker.work' (@PeriodicTask method " + HERE + "ZeroRate.work()) has a fixedRate of zero.",
                "Give a duration of more than zero; fixedDelay = 0s runs without pause.");
    }

    static class ZeroRate {
        @PeriodicTask(fixedRate = "0s")
        void work() {}
    }

    @Test
    void cronThatIsNoneIsRefusedWithSpringsMessageAsItsCause() {
        TaskConfigurationException failure = assertRefused(
                BadCron.class,
                "cron of @PeriodicTask method " + HERE + "BadCron.work() is 'every day', which is no cron expression:"
                        + " Cron expression must consist of 6 fields (found 2 in \"every day\")",
                "Write six fields: second, minute, hour, day of month, month, day of week; for example '0 0 2 * * *'.");
        assertThat(failure)
                .hasCauseInstanceOf(IllegalArgumentException.class)
                .cause()
                .hasMessage("Cron expression must consist of 6 fields (found 2 in \"every day\")");
    }

    static class BadCron {
        @PeriodicTask(cron = "every day")
        void work() {}
    }

    @Test
    void zoneWithoutCronIsRefused() {
        assertRefused(
                LonelyZone.class,
                "Task 'worker.work' (@PeriodicTask method " + HERE + "LonelyZone.work()) says zone Europe/Berlin"
                        + " without cron, the only one it goes with.",
                "Remove zone, or give a cron expression.");
    }

    static class LonelyZone {
        @PeriodicTask(fixedRate = "1s", zone = "Europe/Berlin")
        void work() {}
    }

    @Test
    void initialDelayWithCronIsRefused() {
        assertRefused(
                DelayedCron.class,
                "Task 'worker.work' (@PeriodicTask method " + HERE + "DelayedCron.work()) says cron and initialDelay,"
                        + " which only goes with fixedRate and fixedDelay.",
                "Remove initialDelay.");
    }

    static class DelayedCron {
        @PeriodicTask(cron = "0 0 2 * * *", initialDelay = "1s")
        void work() {}
    }

    @Test
    void unknownZoneIsRefused() {
        assertRefused(
                UnknownZone.class,
                "zone of @PeriodicTask method " + HERE + "UnknownZone.work() is 'Berlin', which is no time zone.",
                "Write a zone id such as Europe/Berlin, UTC or +02:00.");
    }

    static class UnknownZone {
        @PeriodicTask(cron = "0 0 2 * * *", zone = "Berlin")
        void work() {}
    }

    @Test
    void durationWithoutUnitIsRefusedWithBothReadings() {
        assertRefused(
                BareNumber.class,
                "delay of @TimerTask method " + HERE + "BareNumber.work() is '5', which has no unit: 5ms or 5s?",
                "Write 5ms if milliseconds are meant, or 5s if seconds are.");
    }

    static class BareNumber {
        @TimerTask(delay = "5")
        void work() {}
    }

    @Test
    void timeoutOfZeroIsRefused() {
        assertRefused(
                NoTime.class,
                "timeout of @TimerTask method " + HERE + "NoTime.work() is '0s', and must be more than zero.",
                "Write a longer duration, or leave it out for no limit.");
    }

    static class NoTime {
        @TimerTask(delay = "5s", timeout = "0s")
        void work() {}
    }

    @Test
    void negativeMaxRetriesAreRefused() {
        assertRefused(
                NegativeRetries.class,
                "retry.maxRetries of @TimerTask method " + HERE + "NegativeRetries.work() is '-1', and must not be"
                        + " negative.",
                "Write how many attempts may follow the first one, 0 for none.");
    }

    static class NegativeRetries {
        @TimerTask(delay = "5s", retry = @Retry(maxRetries = "-1"))
        void work() {}
    }

    @Test
    void multiplierBelowOneIsRefused() {
        assertRefused(
                ShrinkingPause.class,
                "retry.multiplier of @TimerTask method " + HERE + "ShrinkingPause.work() is '0.5', and must be at"
                        + " least 1.",
                "Write 1 for pauses of the same length, 2 to double each pause.");
    }

    static class ShrinkingPause {
        @TimerTask(delay = "5s", retry = @Retry(maxRetries = "1", multiplier = "0.5"))
        void work() {}
    }

    @Test
    void maxDelayOfZeroIsRefused() {
        assertRefused(
                NoPause.class,
                "retry.maxDelay of @TimerTask method " + HERE + "NoPause.work() is '0s', and must be more than zero.",
                "Write a longer duration, or leave it out for no limit.");
    }

    static class NoPause {
        @TimerTask(delay = "5s", retry = @Retry(maxRetries = "1", maxDelay = "0s"))
        void work() {}
    }

    @Test
    void detailsOfRetriesWithoutRetriesAreRefused() {
        assertRefused(
                LonelyDetails.class,
                "Task 'worker.work' (@TimerTask method " + HERE + "LonelyDetails.work()) says retry.delay and"
                        + " retry.includes without retry.maxRetries, so that nothing would be retried.",
                "Give maxRetries in its @Retry, or as tasky.tasks.worker.work.retry.max-retries.");
    }

    static class LonelyDetails {
        @TimerTask(delay = "5s", retry = @Retry(delay = "1s", includes = IllegalStateException.class))
        void work() {}
    }

    @Test
    void durationThatIsNoneIsRefused() {
        assertRefused(
                NoDuration.class,
                "fixedDelay of @PeriodicTask method " + HERE + "NoDuration.work() is 'soon', which is no duration.",
                "Write a duration with its unit, such as 500ms, 10s, 1h30m or PT1M.");
    }

    static class NoDuration {
        @PeriodicTask(fixedDelay = "soon")
        void work() {}
    }

    @Test
    void negativeDurationIsRefused() {
        assertRefused(
                Negative.class,
                "delay of @TimerTask method " + HERE + "Negative.work() is '-5s', and must not be negative.",
                "Write a duration of zero or more.");
    }

    static class Negative {
        @TimerTask(delay = "-5s")
        void work() {}
    }

    @Test
    void timerWithoutDelayIsRefused() {
        assertRefused(
                NoDelay.class,
                "Task 'worker.work' (@TimerTask method " + HERE + "NoDelay.work()) says no delay,"
                        + " so that it would never fire.",
                "Give it in the annotation, or as tasky.tasks.worker.work.delay.");
    }

    static class NoDelay {
        @TimerTask
        void work() {}
    }

    @Test
    void placeholderWithoutPropertyIsRefused() {
        assertRefused(
                Placeholder.class,
                "delay of @TimerTask method " + HERE + "Placeholder.work() is '${no.such}',"
                        + " which names a property that is not there.",
                "Set the property, or give a default as in ${property:default}.");
    }

    static class Placeholder {
        @TimerTask(delay = "${no.such}")
        void work() {}
    }

    @Test
    void noWorkersAreRefused() {
        assertRefused(
                NoWorkers.class,
                "Task 'worker.work' (" + HERE + "NoWorkers.work(String)) has 0 workers.",
                "Give it at least 1 worker.");
    }

    static class NoWorkers {
        @QueueWorker(workers = "0")
        void work(String item) {}
    }

    @Test
    void capacityOutOfRangeIsRefused() {
        assertRefused(
                NoCapacity.class,
                "Task 'worker.work' (" + HERE + "NoCapacity.work(String)) has a queue of capacity" + " 0.",
                "Give it a capacity of at least 1, or -1 for any number of items.");
    }

    static class NoCapacity {
        @QueueWorker(capacity = "0")
        void work(String item) {}
    }

    @Test
    void numberThatIsNoneIsRefused() {
        assertRefused(
                ManyWorkers.class,
                "workers of @QueueWorker method " + HERE + "ManyWorkers.work(String) is 'many',"
                        + " which is no whole number.",
                "Write a number such as 10.");
    }

    static class ManyWorkers {
        @QueueWorker(workers = "many")
        void work(String item) {}
    }

    @Test
    void rateLimitWithoutATimeIsRefused() {
        assertRefused(
                BareRate.class,
                "rateLimit of @TimerTask method " + HERE
                        + "BareRate.work() is '100', which says how many, but not in what" + " time.",
                "Write 100/1s if that many starts a second are meant, or 100/1m if in a minute.");
    }

    static class BareRate {
        @TimerTask(delay = "1s", rateLimit = "100")
        void work() {}
    }

    @Test
    void rateLimitOfNothingIsRefused() {
        assertRefused(
                NoRate.class,
                "rateLimit of @QueueWorker method " + HERE
                        + "NoRate.work(String) is '0/1s', but a rate limit must allow at"
                        + " least 1 start and at most 1000000, was 0.",
                "Give a limit such as 100/1s; to start nothing at all, disable the task.");
    }

    static class NoRate {
        @QueueWorker(rateLimit = "0/1s")
        void work(String item) {}
    }

    @Test
    void rateLimitThatIsNoneIsRefused() {
        assertRefused(
                OddRate.class,
                "rateLimit of @PeriodicTask method " + HERE + "OddRate.work() is 'x', which is no rate limit.",
                "Write how many starts in what time, such as 100/1s or 5/1m.");
    }

    static class OddRate {
        @PeriodicTask(fixedRate = "1s", rateLimit = "x")
        void work() {}
    }

    @Test
    void rateLimitWhoseTimeHasNoUnitIsRefused() {
        assertRefused(
                RateWithoutUnit.class,
                "rateLimit of @PeriodicTask method " + HERE
                        + "RateWithoutUnit.work(), its time after the slash, is '5', which"
                        + " has no unit: 5ms or 5s?",
                "Write 5ms if milliseconds are meant, or 5s if seconds are.");
    }

    static class RateWithoutUnit {
        @PeriodicTask(fixedRate = "1s", rateLimit = "100/5")
        void work() {}
    }

    @Test
    void maxConcurrentOfNothingIsRefused() {
        assertRefused(
                NoRuns.class,
                "maxConcurrent of @PeriodicTask method " + HERE + "NoRuns.work() is '0', and must be at least 1.",
                "Write how many runs may go on at the same time, or leave it out for no limit.");
    }

    static class NoRuns {
        @PeriodicTask(fixedRate = "1s", maxConcurrent = "0")
        void work() {}
    }

    private static TaskConfigurationException assertRefused(Class<?> bean, String problem, String remedy) {
        TaskConfigurationException failure =
                TaskyContext.failure(TaskyContext.runner().withBean("worker", bean));
        assertThat(failure).hasMessage(problem);
        assertThat(failure.remedy()).isEqualTo(remedy);
        return failure;
    }
}
