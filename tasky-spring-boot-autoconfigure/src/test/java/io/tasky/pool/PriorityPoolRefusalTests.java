package io.tasky.pool;

import static io.tasky.task.TaskPriority.CRITICAL;
import static io.tasky.task.TaskPriority.HIGH;
import static io.tasky.task.TaskPriority.LOW;
import static io.tasky.task.TaskPriority.NORMAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tasky.task.TaskPriority;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a pool does not take, and what it says then. */
@Timeout(60)
class PriorityPoolRefusalTests {

    private final PoolConfig config = new PoolConfig("mail", 1, 1, 1, 2, 2);

    private final PoolFixture fixture = new PoolFixture(config);

    @AfterEach
    void everySlotAndThreadComesBack() {
        fixture.close();
    }

    @Test
    void fullLineNamesPoolPrioritySizeAndDepth() throws InterruptedException {
        fillWith(LOW, 3);

        assertThatExceptionOfType(PoolFullException.class)
                .isThrownBy(() -> fixture.submit("one more", LOW))
                .withMessage("Pool 'mail' is full for LOW: 2 runs wait (max-waiting 2), size 1, limit 1 slots."
                        + " Submit less, raise tasky.pools.mail.size or .max-waiting.");
        assertThat(fixture.waiting(LOW)).isEqualTo(2);
        assertThat(fixture.pool.snapshot().rejected()).isOne();
    }

    @Test
    void sizesOfAPoolWithAnotherNameAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fixture.pool.resize(PoolConfig.of("post", 3)))
                .withMessage("Pool 'mail' cannot have the sizes of a pool with another name, 'post'."
                        + " Derive them from its own config().");
        assertThat(fixture.pool.config()).isEqualTo(config);
    }

    @Test
    void fullLineRejectsItsOwnPriorityOnly() throws InterruptedException {
        fillWith(LOW, 3);

        fixture.start("normal", NORMAL);
        fixture.start("high", HIGH);
        fixture.submit("waiting normal", NORMAL);
        fixture.submit("waiting high", HIGH);

        assertThat(fixture.waiting(NORMAL)).isOne();
        assertThat(fixture.waiting(HIGH)).isOne();
        assertThat(fixture.pool.snapshot().rejected()).isZero();
    }

    @Test
    void fuseOfCriticalEntriesNamesItsLimit() throws InterruptedException {
        fixture.start("1", CRITICAL);
        fixture.start("2", CRITICAL);

        assertThatExceptionOfType(PoolFullException.class)
                .isThrownBy(() -> fixture.submit("3", CRITICAL))
                .withMessage("Pool 'mail' runs 2 CRITICAL runs already, and critical-max is 2."
                        + " Raise tasky.pools.mail.critical-max, or submit fewer of them.");
        assertThat(fixture.pool.available(CRITICAL)).isZero();
    }

    @Test
    void offerAnswersInsteadAndCountsNoRefusal() throws InterruptedException {
        fillWith(LOW, 2);

        assertThat(fixture.pool.offer(fixture.entry("last", LOW))).isTrue();
        assertThat(fixture.pool.offer(fixture.entry("one more", LOW))).isFalse();

        assertThat(fixture.pool.snapshot().rejected()).isZero();
    }

    @Test
    void entryThatWasRefusedMayBeSubmittedAgain() throws InterruptedException {
        HeldEntry first = fixture.start("first", LOW);
        HeldEntry second = fixture.submit("second", LOW);
        fixture.submit("third", LOW);
        HeldEntry refused = fixture.entry("refused", LOW);
        assertThat(fixture.pool.offer(refused)).isFalse();

        fixture.endThenAwaitStart(first, second);

        assertThat(fixture.pool.offer(refused)).isTrue();
    }

    @Test
    void readmittedEntryIsNotRefused() throws InterruptedException {
        fillWith(LOW, 3);

        fixture.pool.readmit(fixture.entry("again", LOW));

        assertThat(fixture.waiting(LOW)).isEqualTo(3);
    }

    @Test
    void readmittedCriticalEntryIsNotRefused() throws InterruptedException {
        fixture.start("1", CRITICAL);
        fixture.start("2", CRITICAL);
        HeldEntry again = fixture.entry("again", CRITICAL);

        fixture.pool.readmit(again);
        again.awaitStart();

        assertThat(fixture.pool.snapshot().critical()).isEqualTo(3);
        assertThat(fixture.pool.available(CRITICAL)).isZero();
    }

    @Test
    void entryThatIsInAPoolCannotBeSubmitted() throws InterruptedException {
        HeldEntry running = fixture.start("running", LOW);
        HeldEntry waiting = fixture.submit("waiting", LOW);

        for (HeldEntry entry : new HeldEntry[] {running, waiting}) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> fixture.pool.submit(entry))
                    .withMessage("The entry is in a pool already: " + entry);
            assertThatIllegalStateException().isThrownBy(() -> fixture.pool.offer(entry));
            assertThatIllegalStateException().isThrownBy(() -> fixture.pool.readmit(entry));
        }
        assertThat(fixture.waiting(LOW)).isOne();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 95, 96, 97, 300, 1000})
    void lineTakesAsManyAsItsLimitSays(int maxWaiting) throws InterruptedException {
        fixture.pool.resize(config.withLimits(maxWaiting, 1));
        fillWith(HIGH, 3);

        for (TaskPriority priority : new TaskPriority[] {LOW, HIGH}) {
            for (int i = 0; i < maxWaiting; i++) {
                assertThat(fixture.pool.offer(fixture.entry(priority + " " + i, priority)))
                        .isTrue();
            }
            assertThat(fixture.pool.offer(fixture.entry("one more " + priority, priority)))
                    .isFalse();
            assertThat(fixture.waiting(priority)).isEqualTo(maxWaiting);
        }
        fixture.pool.removeWaiting();
    }

    @Test
    void closedPoolTakesNothing() {
        fixture.pool.shutdown();

        assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(() -> fixture.submit("late", LOW))
                .withMessage("Pool 'mail' is closed and takes no more work. Submit before the application stops.");
        assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(() -> fixture.pool.readmit(fixture.entry("late", LOW)));
        assertThat(fixture.pool.offer(fixture.entry("late", LOW))).isFalse();
        assertThat(fixture.pool.tryAcquire(LOW)).isNull();
        assertThat(fixture.pool.available(HIGH)).isZero();
        assertThat(fixture.pool.available(CRITICAL)).isZero();
        assertThat(fixture.pool.snapshot().rejected()).isZero();
    }

    /** Starts the first one, or all that a reserve allows; the others wait. */
    private void fillWith(TaskPriority priority, int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            HeldEntry entry = fixture.submit(priority + " filler " + i, priority);
            if (i < fixture.pool.config().limit(priority)) {
                entry.awaitStart();
            }
        }
    }
}
