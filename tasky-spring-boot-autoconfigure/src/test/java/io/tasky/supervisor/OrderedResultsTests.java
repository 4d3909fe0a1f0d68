package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tasky.pool.PoolConfig;
import io.tasky.pool.PoolFullException;
import io.tasky.spi.RunContextCarrier;
import io.tasky.task.RunOptions;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import io.tasky.testing.Rounds;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Results in the order of their inputs. */
@Timeout(60)
class OrderedResultsTests {

    private final AtomicInteger read = new AtomicInteger();

    private final AtomicBoolean closed = new AtomicBoolean();

    private Stream<Integer> endless() {
        return Stream.generate(read::getAndIncrement).onClose(() -> closed.set(true));
    }

    @Test
    void failureOfTheInputIsToldAlsoWhereItCannotBeClosed() {
        Stream<Integer> broken = Stream.iterate(0, number -> {
                    throw new IllegalStateException("no more lines");
                })
                .onClose(() -> {
                    throw new IllegalStateException("no close");
                });
        try (Rig rig = new Rig().started()) {
            Stream<Integer> results = rig.supervisor.map(broken, 2, number -> number, RunOptions.DEFAULTS);
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(results::toList)
                    .withMessage("no more lines")
                    .satisfies(failure -> assertThat(failure.getSuppressed())
                            .singleElement()
                            .satisfies(other -> assertThat(other).hasMessage("no close")));
        }
    }

    @Test
    void resultsComeInTheOrderOfTheInputs() throws Exception {
        try (Rig rig = new Rig().started()) {
            CountDownLatch second = new CountDownLatch(1);
            try (Stream<String> results = rig.supervisor.map(
                    List.of(1, 2, 3, 4, 5, 6, 7, 8, 9),
                    2,
                    number -> {
                        if (number == 2) {
                            second.countDown();
                        } else if (number == 1) {
                            await(second);
                        }
                        return "n" + number;
                    },
                    RunOptions.DEFAULTS)) {
                assertThat(results).containsExactly("n1", "n2", "n3", "n4", "n5", "n6", "n7", "n8", "n9");
            }
        }
    }

    @Test
    void nullIsAResult() {
        try (Rig rig = new Rig().started();
                Stream<@Nullable String> results = rig.supervisor.<Integer, @Nullable String>map(
                        List.of(1, 2), 2, number -> null, RunOptions.DEFAULTS)) {
            assertThat(results).containsExactly(null, null);
        }
    }

    @Test
    void nothingIsReadBeforeSomebodyConsumes() {
        try (Rig rig = new Rig().started();
                Stream<Integer> results = rig.supervisor.map(endless(), 3, number -> number, RunOptions.DEFAULTS)) {
            assertThat(read).hasValue(0);
            assertThat(results.limit(1)).containsExactly(0);
        }
    }

    @Test
    void endlessInputIsReadNoFurtherThanTwiceTheParallelism() {
        try (Rig rig = new Rig().started();
                Stream<Integer> results = rig.supervisor.map(endless(), 3, number -> number * 2, RunOptions.DEFAULTS)) {
            Iterator<Integer> iterator = results.iterator();
            for (int taken = 0; taken < 500; taken++) {
                assertThat(iterator.next()).isEqualTo(taken * 2);
                assertThat(read.get() - taken).isLessThanOrEqualTo(6);
            }
        }
        assertThat(closed).isTrue();
    }

    @Test
    void noMoreRunAtOnceThanTheParallelismSays() {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (Rig rig = new Rig(PoolConfig.of(PoolConfig.DEFAULT_POOL, 8)).started();
                Stream<Integer> results = rig.supervisor.map(
                        IntStream.range(0, 2000).boxed(),
                        3,
                        number -> {
                            most.accumulateAndGet(running.incrementAndGet(), Math::max);
                            Thread.onSpinWait();
                            running.decrementAndGet();
                            return number;
                        },
                        RunOptions.DEFAULTS)) {
            assertThat(results.count()).isEqualTo(2000);
            assertThat(most.get()).isBetween(1, 3);
        }
    }

    @Test
    void runsGoOnBehindASlowOneUntilTheWindowIsFull() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        Semaphore done = new Semaphore(0);
        try (Rig rig = new Rig().started();
                Stream<Integer> results = rig.supervisor.map(
                        endless(),
                        2,
                        number -> {
                            if (number == 0) {
                                await(slow);
                            }
                            done.release();
                            return number;
                        },
                        RunOptions.DEFAULTS)) {
            Iterator<Integer> iterator = results.iterator();
            AtomicBoolean more = new AtomicBoolean();
            Thread consumer = new Thread(() -> more.set(iterator.hasNext()));
            consumer.start();
            done.acquire(3);
            slow.countDown();
            consumer.join();
            assertThat(iterator.next()).isZero();
            assertThat(read).hasValueLessThanOrEqualTo(5);
        }
    }

    @Test
    void failureComesAtItsPlaceAndStopsTheRest() {
        try (Rig rig = new Rig().started();
                Stream<Integer> results = rig.supervisor.map(
                        endless(),
                        2,
                        number -> {
                            if (number == 5) {
                                throw new IllegalStateException("no " + number);
                            }
                            return number;
                        },
                        RunOptions.DEFAULTS)) {
            List<Integer> taken = new ArrayList<>();
            assertThatExceptionOfType(CompletionException.class)
                    .isThrownBy(() -> results.forEach(taken::add))
                    .havingCause()
                    .isInstanceOf(IllegalStateException.class)
                    .withMessage("no 5");
            assertThat(taken).containsExactly(0, 1, 2, 3, 4);
            assertThat(closed).isTrue();
            assertThat(read).hasValueLessThanOrEqualTo(9);
        }
    }

    @Test
    void failureOfTheInputComesAfterTheResultsBeforeIt() {
        try (Rig rig = new Rig().started();
                Stream<Integer> results = rig.supervisor.map(
                        Stream.iterate(0, number -> number + 1).peek(number -> {
                            if (number == 3) {
                                throw new IllegalStateException("unreadable");
                            }
                        }),
                        2,
                        number -> number,
                        RunOptions.DEFAULTS)) {
            List<Integer> taken = new ArrayList<>();
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> results.forEach(taken::add))
                    .withMessage("unreadable");
            assertThat(taken).containsExactly(0, 1, 2);
        }
    }

    @Test
    void refusalOfThePoolComesAtItsPlace() throws Exception {
        try (Rig rig = Rig.narrow(1).started()) {
            CountDownLatch blocker = rig.occupySlot(TaskPriority.NORMAL);
            TaskRun<String> waiting = rig.supervisor.submit(() -> "", RunOptions.DEFAULTS);
            try (Stream<Integer> results = rig.supervisor.map(endless(), 2, number -> number, RunOptions.DEFAULTS)) {
                assertThatExceptionOfType(CompletionException.class)
                        .isThrownBy(results::findFirst)
                        .withCauseInstanceOf(PoolFullException.class);
            }
            blocker.countDown();
            waiting.get();
        }
    }

    @Test
    void closingEarlyInterruptsWhatRunsAndClosesTheInput() throws Exception {
        try (Rig rig = new Rig().started()) {
            CountDownLatch running = new CountDownLatch(2);
            CountDownLatch interrupted = new CountDownLatch(2);
            CountDownLatch never = new CountDownLatch(1);
            Stream<Integer> results = rig.supervisor.map(
                    endless(),
                    2,
                    number -> {
                        if (number > 0) {
                            running.countDown();
                            try {
                                never.await();
                            } catch (InterruptedException ex) {
                                interrupted.countDown();
                                Thread.currentThread().interrupt();
                            }
                        }
                        return number;
                    },
                    RunOptions.DEFAULTS);
            Iterator<Integer> iterator = results.iterator();
            assertThat(iterator.next()).isZero();
            running.await();
            results.close();
            interrupted.await();
            rig.awaitIdle();
            assertThat(closed).isTrue();
            assertThat(rig.supervisor.runs(0, 9).items()).isEmpty();
            assertThat(read).hasValue(4);
        }
    }

    @Test
    void closingFromAnotherThreadWakesTheConsumer() throws Exception {
        try (Rig rig = new Rig().started()) {
            CountDownLatch running = new CountDownLatch(1);
            CountDownLatch never = new CountDownLatch(1);
            Stream<Integer> results = rig.supervisor.map(
                    endless(),
                    1,
                    number -> {
                        running.countDown();
                        await(never);
                        return number;
                    },
                    RunOptions.DEFAULTS);
            Iterator<Integer> iterator = results.iterator();
            Thread closing = new Thread(() -> {
                await(running);
                results.close();
            });
            closing.start();
            assertThatExceptionOfType(CancellationException.class).isThrownBy(iterator::hasNext);
            closing.join();
            assertThatExceptionOfType(CancellationException.class)
                    .isThrownBy(iterator::hasNext)
                    .withMessage("The results were closed before all of them were taken");
        }
    }

    @Test
    void interruptedConsumerStopsTheRestAndStaysInterrupted() throws Exception {
        try (Rig rig = new Rig().started()) {
            CountDownLatch never = new CountDownLatch(1);
            try (Stream<Integer> results = rig.supervisor.map(
                    endless(),
                    1,
                    number -> {
                        await(never);
                        return number;
                    },
                    RunOptions.DEFAULTS)) {
                Thread.currentThread().interrupt();
                assertThatExceptionOfType(CompletionException.class)
                        .isThrownBy(results::findFirst)
                        .withCauseInstanceOf(InterruptedException.class);
                assertThat(Thread.interrupted()).isTrue();
            }
            rig.awaitIdle();
        }
    }

    @Test
    void everyRunHasTheContextOfWhoeverAskedForTheResults() {
        ThreadLocal<@Nullable String> user = new ThreadLocal<>();
        RunContextCarrier carrier = () -> {
            String captured = user.get();
            return attempt -> {
                String before = user.get();
                user.set(captured);
                try {
                    return attempt.call();
                } finally {
                    user.set(before);
                }
            };
        };
        user.set("anna");
        try (Rig rig = new Rig(builder -> builder.contextCarrier(carrier)).started();
                Stream<String> results = rig.supervisor.map(
                        IntStream.range(0, 100).boxed(), 2, number -> user.get() + number, RunOptions.DEFAULTS)) {
            assertThat(results).hasSize(100).allMatch(result -> result.startsWith("anna"));
        }
    }

    @Test
    void parallelismMustBeAtLeastOne() {
        try (Rig rig = new Rig()) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> rig.supervisor.map(endless(), 0, number -> number, RunOptions.DEFAULTS))
                    .withMessage("parallelism must be at least 1, was 0.");
        }
    }

    @Test
    @Tag("race")
    void manyInputsPassInOrderThroughASmallWindow() {
        int many = Rounds.of(200_000);
        AtomicInteger farthest = new AtomicInteger();
        AtomicInteger taken = new AtomicInteger();
        try (Rig rig = new Rig().started();
                Stream<Integer> results =
                        rig.supervisor.map(endless().limit(many), 4, number -> number, RunOptions.DEFAULTS)) {
            results.forEach(number -> {
                if (number != taken.getAndIncrement()) {
                    throw new IllegalStateException(number + " came as " + taken);
                }
                farthest.accumulateAndGet(read.get() - number, Math::max);
            });
        }
        assertThat(taken).hasValue(many);
        assertThat(farthest).hasValueLessThanOrEqualTo(8);
    }

    @Test
    void cancelledRunIsToldAtItsPlace() {
        try (Rig rig = new Rig(builder -> builder.autoStart(false))) {
            Thread cancelling = new Thread(() -> {
                rig.until(() -> !rig.supervisor.runs(0, 9).items().isEmpty());
                String id = rig.supervisor.runs(0, 9).items().get(0).id();
                rig.supervisor.run(id).orElseThrow().cancel(true);
            });
            cancelling.start();
            try (Stream<Integer> results = rig.supervisor.map(endless(), 1, number -> number, RunOptions.DEFAULTS)) {
                assertThatExceptionOfType(CancellationException.class)
                        .isThrownBy(results::findFirst)
                        .withMessageContaining(RunStatus.CANCELLED.name());
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }
}
