package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tasky.task.ErrorPolicy;
import io.tasky.task.OverflowPolicy;
import io.tasky.task.OverlapPolicy;
import io.tasky.task.QueueFullException;
import io.tasky.task.QueueTaskBuilder;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskConfigurationException;
import io.tasky.task.TaskControl;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskQueue;
import io.tasky.task.TaskState;
import io.tasky.task.TaskTimer;
import io.tasky.task.TimerFiring;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a definition that was made step by step says, its task does. */
@Timeout(30)
class BuiltTaskTests {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private static final Duration TEN = Duration.ofSeconds(10);

    private final List<Object> seen = new CopyOnWriteArrayList<>();

    private final AtomicInteger calls = new AtomicInteger();

    // Periodic

    @Test
    void ticksOverlapWhereTheyMay() throws Exception {
        try (Rig rig = new Rig().started()) {
            Gate gate = new Gate();
            TaskControl task = rig.supervisor.register(TaskDefinition.periodic("tick")
                    .fixedRate(SECOND)
                    .overlap(OverlapPolicy.ALLOW)
                    .body(gate.before(payload -> calls.incrementAndGet())));
            rig.advance(SECOND);
            gate.open();
            rig.awaitIdle();
            assertThat(calls).hasValue(2);
            assertThat(task.snapshot().counts().skipped()).isZero();
        }
    }

    @Test
    void missedTicksAreMadeUp() throws Exception {
        try (Rig rig = new Rig().started()) {
            rig.supervisor.register(TaskDefinition.periodic("tick")
                    .fixedRate(SECOND)
                    .catchUp(true)
                    .overlap(OverlapPolicy.ALLOW)
                    .run(calls::incrementAndGet));
            rig.advanceAndAwait(Duration.ZERO);
            rig.supervisor.quiet();
            rig.advance(SECOND.multipliedBy(3).plusMillis(1));
            rig.supervisor.resume();
            while (calls.get() < 4) {
                rig.advanceAndAwait(Duration.ZERO);
            }
            assertThat(calls).hasValue(4);
        }
    }

    @Test
    void failureEndsTheTask() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskControl task = rig.supervisor.register(TaskDefinition.periodic("tick")
                    .fixedRate(SECOND)
                    .onError(ErrorPolicy.STOP)
                    .run(() -> {
                        throw new IllegalStateException("no");
                    }));
            rig.advanceAndAwait(Duration.ZERO);
            assertThat(task.snapshot().state()).isEqualTo(TaskState.ENDED);
        }
    }

    @Test
    void jitterIsCheckedWithTheSchedule() {
        try (Rig rig = new Rig()) {
            assertThatThrownBy(() -> rig.supervisor.register(TaskDefinition.periodic("tick")
                            .fixedRate(SECOND)
                            .jitter(TEN)
                            .run(calls::incrementAndGet)))
                    .isInstanceOf(TaskConfigurationException.class)
                    .hasMessageContaining("jitter");
            TaskDefinition fits = TaskDefinition.periodic("tick")
                    .fixedRate(TEN)
                    .jitter(SECOND)
                    .run(calls::incrementAndGet);
            assertThat(fits.attributes().get(TaskAttribute.JITTER)).isEqualTo(SECOND);
            rig.supervisor.register(fits);
        }
    }

    // Timers

    @Test
    void timerFiresAtTheFirstReset() throws Exception {
        try (Rig rig = new Rig().started()) {
            rig.supervisor.register(
                    TaskDefinition.timer("flush").delay(TEN).leading(true).run(calls::incrementAndGet));
            TaskTimer<Void> timer = rig.supervisor.timer("flush");
            timer.reset();
            timer.reset();
            rig.awaitIdle();
            assertThat(calls).hasValue(1);
            rig.advanceAndAwait(TEN);
            assertThat(calls).hasValue(1);
        }
    }

    @Test
    void timerCannotBePutOffForEver() throws Exception {
        try (Rig rig = new Rig().started()) {
            rig.supervisor.register(TaskDefinition.timer("flush")
                    .delay(TEN)
                    .maxWait(TEN.plus(SECOND))
                    .autoStart(false)
                    .run(calls::incrementAndGet));
            TaskTimer<Void> timer = rig.supervisor.timer("flush");
            timer.reset();
            rig.advance(TEN.minus(SECOND));
            timer.reset();
            rig.advanceAndAwait(SECOND);
            assertThat(calls).hasValue(0);
            rig.advanceAndAwait(SECOND);
            assertThat(calls).hasValue(1);
        }
    }

    @Test
    void eachKeyHasATimerOfItsOwn() throws Exception {
        try (Rig rig = new Rig().started()) {
            rig.supervisor.register(TaskDefinition.timer("carts").delay(TEN).<String>forEachKey(seen::add));
            TaskTimer<String> timers = rig.supervisor.timer("carts");
            timers.reset("a");
            rig.advance(SECOND);
            timers.reset("b");
            rig.advanceAndAwait(TEN.minus(SECOND));
            assertThat(seen).containsExactly("a");
            rig.advanceAndAwait(SECOND);
            assertThat(seen).containsExactly("a", "b");
        }
    }

    @Test
    void codeGetsTheKeyAndTheEventOfItsFiring() throws Exception {
        try (Rig rig = new Rig().started()) {
            rig.supervisor.register(
                    TaskDefinition.timer("carts").delay(TEN).keyed().forEachFiring(seen::add));
            rig.supervisor.register(TaskDefinition.timer("bell").delay(TEN).forEachFiring(seen::add));
            ((EventTimer) rig.supervisor.timer("carts")).reset("a", "event");
            rig.advanceAndAwait(TEN);
            assertThat(seen).containsExactlyInAnyOrder(new TimerFiring("a", "event"), new TimerFiring(null, null));
        }
    }

    // Queues

    private QueueTaskBuilder paused() {
        return TaskDefinition.queue("orders").enabled(false);
    }

    @Test
    void itemsComeInTheOrderOfAComparator() throws Exception {
        try (Rig rig = new Rig().started()) {
            rig.supervisor.register(
                    paused().orderBy(Comparator.comparing(String::length)).<String>forEach(seen::add));
            rig.supervisor.queue("orders").putAll(List.of("ccc", "a", "bb"));
            rig.supervisor.task("orders").enable();
            rig.awaitIdle();
            assertThat(seen).containsExactly("a", "bb", "ccc");
        }
    }

    @Test
    void itemsOfOneKeyAreHandledOneAtATime() throws Exception {
        try (Rig rig = new Rig().started()) {
            Gate gate = new Gate();
            rig.supervisor.register(TaskDefinition.queue("orders")
                    .workers(2)
                    .key((String item) -> item.charAt(0))
                    .<String>forEach(item -> {
                        if (item.equals("a1")) {
                            gate.pass();
                        }
                        seen.add(item);
                        if (item.equals("b1")) {
                            gate.open();
                        }
                    }));
            rig.supervisor.queue("orders").putAll(List.of("a1", "a2", "b1"));
            rig.awaitIdle();
            assertThat(seen).containsExactly("b1", "a1", "a2");
        }
    }

    @Test
    void codeGetsBatches() throws Exception {
        try (Rig rig = new Rig().started()) {
            rig.supervisor.register(TaskDefinition.queue("orders")
                    .batchSize(2)
                    .batchTimeout(TEN)
                    .<Integer>forEachBatch(seen::add));
            rig.supervisor.queue("orders").putAll(List.of(1, 2, 3));
            rig.awaitIdle();
            assertThat(seen).containsExactly(List.of(1, 2));
            rig.advanceAndAwait(TEN);
            assertThat(seen).containsExactly(List.of(1, 2), List.of(3));
        }
    }

    @Test
    void fullQueueDoesWhatItsPolicySays() throws Exception {
        try (Rig rig = new Rig().started()) {
            rig.supervisor.register(
                    paused().capacity(1).overflow(OverflowPolicy.REJECT).forEach(seen::add));
            TaskQueue<Integer> queue = rig.supervisor.queue("orders");
            queue.put(1);
            assertThatThrownBy(() -> queue.put(2)).isInstanceOf(QueueFullException.class);
        }
    }

    @Test
    void failedItemsGoToTheirQueue() throws Exception {
        try (Rig rig = new Rig().started()) {
            rig.supervisor.register(TaskDefinition.queue("failed").<String>forEach(seen::add));
            rig.supervisor.register(
                    TaskDefinition.queue("orders").deadLetter("failed").forEach(item -> {
                        throw new IllegalStateException("no");
                    }));
            rig.supervisor.queue("orders").put("a");
            rig.awaitIdle();
            assertThat(seen).containsExactly("a");
        }
    }

    @Test
    void backendIsAskedForByItsName() {
        try (Rig rig = new Rig()) {
            assertThatThrownBy(() -> rig.supervisor.register(
                            TaskDefinition.queue("orders").backend("tape").forEach(seen::add)))
                    .isInstanceOf(TaskConfigurationException.class)
                    .hasMessageContaining("names the queue backend 'tape'");
        }
    }
}
