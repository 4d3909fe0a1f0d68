package io.tasky.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tasky.task.RunOptions;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskRun;
import io.tasky.task.TaskTimer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.test.annotation.DirtiesContext;

/** The clock in front of Tasky's own pools; each test has a context of its own, so that it begins at the same moment. */
@TaskyTest(classes = {Log.class, Office.class})
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_EACH_TEST_METHOD)
@Timeout(60)
class ClockTests extends OfficeFixture {

    @Autowired
    @Qualifier("quiet")
    private TaskTimer<Void> quiet;

    private static String at(int seconds, String what) {
        return START.plusSeconds(seconds) + " " + what;
    }

    @Test
    void whatIsDueGoesOffByTimeThenPriorityThenRegistration() {
        quiet.reset();
        clock.advance(Duration.ofSeconds(30));
        assertThat(log.take())
                .containsExactly(
                        at(10, "first"),
                        at(10, "second"),
                        at(10, "low"),
                        at(15, "pausing"),
                        at(20, "high"),
                        at(20, "first"),
                        at(20, "second"),
                        at(20, "low"),
                        at(25, "quiet"),
                        at(30, "first"),
                        at(30, "pausing"),
                        at(30, "second"),
                        at(30, "low"));
        assertThat(clock.now()).isEqualTo(START.plusSeconds(30));
    }

    @Test
    void fixedDelayLosesNoTickOfOneLongStep() {
        clock.advance(Duration.ofMinutes(10));
        assertThat(log.take()).filteredOn(entry -> entry.endsWith("pausing")).hasSize(40);
    }

    @Test
    void nothingHappensUntilTheClockMoves() {
        driver.awaitIdle();
        assertThat(log.take()).isEmpty();
        assertThat(clock.now()).isEqualTo(START);
    }

    @Test
    void clockMovesToAMomentAndToTheNextThatBringsSomething() {
        assertThat(clock.advanceToNext()).isEqualTo(START.plusSeconds(10));
        assertThat(clock.advanceToNext()).isEqualTo(START.plusSeconds(15));
        clock.advanceTo(START.plusSeconds(19));
        assertThat(log.take()).hasSize(4);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> clock.advanceTo(START))
                .withMessage("The clock stands at " + START.plusSeconds(19) + " and cannot go back to " + START
                        + ". Give that moment or a later one.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> clock.advance(Duration.ofSeconds(-1)))
                .withMessage("The clock cannot go back by PT1S. Give a duration of zero or more.");
    }

    @Test
    void clockWithNothingBeforeItSaysSo() {
        supervisor.tasks().forEach(task -> supervisor.task(task.name()).disable());
        assertThatThrownBy(clock::advanceToNext)
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("Nothing is to come, however far the clock moves. It is " + START
                        + " by Tasky's clock; the supervisor is RUNNING.");
    }

    @Test
    void runsThatBlockOnSomethingElseDoNotKeepTimeFromMoving() {
        CountDownLatch latch = new CountDownLatch(1);
        TaskRun<String> run = supervisor.submit(
                () -> {
                    latch.await();
                    return "released";
                },
                RunOptions.DEFAULTS);
        clock.advance(Duration.ofSeconds(10));
        assertThat(log.take()).hasSize(3);
        assertThat(run.isDone()).isFalse();

        latch.countDown();
        driver.awaitIdle();
        assertThat(run.result()).isEqualTo("released");
    }

    @Test
    void waitsForRunsGoByTheClock() throws Exception {
        CompletableFuture<Boolean> timedOut = new CompletableFuture<>();
        CountDownLatch latch = new CountDownLatch(1);
        TaskRun<Boolean> blocked = supervisor.submit(
                () -> {
                    latch.await();
                    return true;
                },
                RunOptions.DEFAULTS);
        TaskRun<Boolean> waiting = supervisor.submit(
                () -> {
                    try {
                        return blocked.get(5, TimeUnit.SECONDS);
                    } catch (TimeoutException ex) {
                        timedOut.complete(true);
                        return false;
                    }
                },
                RunOptions.DEFAULTS);
        clock.advance(Duration.ofSeconds(4));
        assertThat(waiting.isDone()).isFalse();
        assertThat(clock.advanceToNext()).isEqualTo(START.plusSeconds(5));
        assertThat(timedOut).isCompletedWithValue(true);
        assertThat(waiting.result()).isFalse();
        latch.countDown();
    }

    @Test
    void runCannotMoveTheClock() {
        TaskRun<String> run = supervisor.submit(
                () -> {
                    clock.advance(Duration.ofSeconds(1));
                    return "";
                },
                RunOptions.DEFAULTS);
        assertThatThrownBy(run::get)
                .hasRootCauseInstanceOf(IllegalStateException.class)
                .hasMessageContaining("executes a run, which cannot move the clock");
    }

    @Test
    void stagesThatAreNotCompleteDoNotKeepTimeFromMoving() {
        CompletableFuture<String> stage = new CompletableFuture<>();
        supervisor.register(
                new TaskDefinition("staged", TaskKind.BACKGROUND, TaskAttributes.NONE, payload -> stage, "test"));
        TaskRun<?> run = supervisor.call("staged", null);
        clock.advance(Duration.ofSeconds(10));
        assertThat(log.take()).hasSize(3);
        stage.complete("");
        driver.awaitIdle();
        assertThat(run.isDone()).isTrue();
    }
}
