package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import io.tasky.pool.PoolFullException;
import io.tasky.task.RetryPolicy;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskBody;
import io.tasky.task.TaskControl;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import io.tasky.testing.CapturedLog;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls with one key share a run while it waits or goes on. */
@Timeout(30)
class UniqueKeyTests {

    private final AtomicInteger calls = new AtomicInteger();

    private final Semaphore begun = new Semaphore(0);

    private final Semaphore end = new Semaphore(0);

    private final TaskBody body = payload -> {
        int call = calls.incrementAndGet();
        begun.release();
        end.acquire();
        return call;
    };

    private TaskControl register(Rig rig) {
        return rig.supervisor.register(TaskDefinition.background("mail")
                .uniqueKey(Objects::requireNonNull)
                .body(body));
    }

    @Test
    void callWithTheKeyOfARunThatGoesOnReturnsThatRun() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskControl task = register(rig);
            TaskRun<@Nullable Object> first = rig.supervisor.call("mail", "a");
            begun.acquire();
            assertThatObject(rig.supervisor.call("mail", "a")).isSameAs(first);
            TaskRun<@Nullable Object> other = rig.supervisor.call("mail", "b");
            assertThatObject(other).isNotSameAs(first);
            end.release(2);
            first.get();
            other.get();
            TaskRun<@Nullable Object> next = rig.supervisor.call("mail", "a");
            assertThatObject(next).isNotSameAs(first);
            end.release();
            assertThat(next.get()).isEqualTo(3);
            rig.awaitIdle();
            assertThat(task.snapshot().counts().waiting()).isZero();
        }
    }

    @Test
    void runThatWaitsForASlotOrAResumeIsShared() throws Exception {
        try (Rig rig = Rig.narrow(10).started()) {
            TaskControl task = register(rig);
            var blocker = rig.occupySlot(TaskPriority.NORMAL);
            TaskRun<?> first = rig.supervisor.call("mail", "a");
            assertThatObject(rig.supervisor.call("mail", "a")).isSameAs(first);
            task.pause();
            assertThatObject(rig.supervisor.call("mail", "a")).isSameAs(first);
            task.resume();
            blocker.countDown();
            end.release();
            first.get();
            assertThat(calls).hasValue(1);
        }
    }

    @Test
    void runThatWaitsForItsRetryIsShared() throws Exception {
        try (Rig rig = new Rig().started()) {
            rig.supervisor.register(TaskDefinition.background("mail")
                    .uniqueKey(Objects::requireNonNull)
                    .retry(RetryPolicy.fixed(1, Duration.ofSeconds(1)))
                    .call(() -> {
                        if (calls.incrementAndGet() == 1) {
                            throw new IllegalStateException("first");
                        }
                        return "second";
                    }));
            TaskRun<@Nullable Object> run = rig.supervisor.call("mail", "a");
            rig.awaitIdle();
            assertThat(run.status()).isEqualTo(RunStatus.RETRYING);
            assertThatObject(rig.supervisor.call("mail", "a")).isSameAs(run);
            rig.advance(Duration.ofSeconds(1));
            assertThat(run.get()).isEqualTo("second");
        }
    }

    @Test
    void heldRunIsSharedAndDoesNotDependOnWhoJoinedIt() throws Exception {
        try (Rig rig = new Rig().started()) {
            register(rig);
            HeldRun held = rig.supervisor.hold("mail", "a");
            assertThatObject(rig.supervisor.call("mail", "a")).isSameAs(held.run());
            HeldRun joined = rig.supervisor.hold("mail", "a");
            assertThat(joined.isJoined()).isTrue();
            assertThat(held.isJoined()).isFalse();
            joined.release();
            assertThat(held.run().status()).isEqualTo(RunStatus.HELD);
            held.release();
            end.release();
            assertThat(held.run().get()).isEqualTo(1);
        }
    }

    @Test
    void keyOfARunThatWasCancelledIsForgotten() throws Exception {
        try (Rig rig = Rig.narrow(10).started()) {
            register(rig);
            var blocker = rig.occupySlot(TaskPriority.NORMAL);
            TaskRun<?> first = rig.supervisor.call("mail", "a");
            first.cancel(false);
            TaskRun<?> second = rig.supervisor.call("mail", "a");
            assertThatObject(second).isNotSameAs(first);
            blocker.countDown();
            end.release();
            second.get();
        }
    }

    @Test
    void runThatAnotherCallerCancelsBeforeItIsHeldForTheStartStaysCancelled() throws Exception {
        try (Rig rig = new Rig(builder -> builder.autoStart(false))) {
            BackgroundEntry task = (BackgroundEntry) register(rig);
            UniqueRuns unique = Objects.requireNonNull(task.unique());
            DefaultTaskRun<?> run = unique.place("a").run();
            rig.supervisor.call("mail", "a").cancel(false);
            task.acceptShared(run);
            assertThat(run.status()).isEqualTo(RunStatus.CANCELLED);
            rig.awaitIdle();
            assertThat(unique.size()).isZero();
            rig.started();
            rig.awaitIdle();
            assertThat(calls).hasValue(0);
            assertThat(task.snapshot().counts().waiting()).isZero();
            assertThat(task.snapshot().counts().cancelled()).isOne();
        }
    }

    @Test
    void runThatAnotherCallerCancelsBeforeItIsHeldForACommitStaysCancelled() throws Exception {
        try (Rig rig = new Rig().started()) {
            BackgroundEntry task = (BackgroundEntry) register(rig);
            UniqueRuns unique = Objects.requireNonNull(task.unique());
            DefaultTaskRun<@Nullable Object> run = unique.place("a").run();
            rig.supervisor.call("mail", "a").cancel(false);
            HeldRun held = CommitHold.accept(task, run);
            assertThat(run.status()).isEqualTo(RunStatus.CANCELLED);
            assertThat(unique.size()).isZero();
            held.release();
            rig.awaitIdle();
            assertThat(calls).hasValue(0);
            assertThat(task.snapshot().counts().waiting()).isZero();
            assertThat(task.snapshot().counts().cancelled()).isOne();
        }
    }

    @Test
    void keyOfARunThatWasRefusedIsForgotten() throws Exception {
        try (Rig rig = Rig.narrow(1).started()) {
            TaskControl task = register(rig);
            var blocker = rig.occupySlot(TaskPriority.NORMAL);
            TaskRun<?> first = rig.supervisor.call("mail", "a");
            assertThatThrownBy(() -> rig.supervisor.call("mail", "b")).isInstanceOf(PoolFullException.class);
            assertThat(task.snapshot().counts().waiting()).isOne();
            blocker.countDown();
            end.release(2);
            first.get();
            rig.awaitIdle();
            assertThat(rig.supervisor.call("mail", "b").get()).isEqualTo(2);
        }
    }

    @Test
    void restartSharesARunAsACallDoes() throws Exception {
        try (Rig rig = new Rig().started()) {
            register(rig);
            TaskRun<?> first = rig.supervisor.call("mail", "a");
            end.release();
            first.get();
            TaskRun<?> second = rig.supervisor.call("mail", "a");
            assertThatObject(first.restart()).isSameAs(second);
            end.release();
            second.get();
        }
    }

    @Test
    void runOfTheStartIsShared() throws Exception {
        try (Rig rig = new Rig()) {
            rig.supervisor.register(TaskDefinition.background("index")
                    .onStartup(true)
                    .uniqueKey(payload -> "all")
                    .body(body));
            rig.started();
            begun.acquire();
            TaskRun<?> joined = rig.supervisor.call("index", "x");
            assertThatObject(rig.supervisor.task("index").trigger()).isSameAs(joined);
            end.release(2);
            joined.get();
            rig.awaitIdle();
            assertThat(calls).hasValue(1);
        }
    }

    @Test
    void startSharesARunThatGoesOn() throws Exception {
        try (CapturedLog log = new CapturedLog();
                Rig rig = new Rig()) {
            rig.supervisor.register(TaskDefinition.background("index")
                    .onStartup(true)
                    .uniqueKey(payload -> "all")
                    .body(body));
            TaskRun<?> early = rig.supervisor.call("index", null);
            begun.acquire();
            rig.started();
            end.release(2);
            early.get();
            rig.awaitIdle();
            assertThat(calls).hasValue(1);
            assertThat(log.messagesAt(Level.INFO)).contains("Start-up tasks: succeeded index.");
        }
    }

    @Test
    void taskWhoseKeyCannotBeToldDoesNotHoldUpTheStart() throws Exception {
        try (CapturedLog log = new CapturedLog();
                Rig rig = new Rig()) {
            rig.supervisor.register(TaskDefinition.background("index")
                    .priority(TaskPriority.HIGH)
                    .onStartup(true)
                    .uniqueKey(payload -> payload)
                    .body(body));
            rig.supervisor.register(
                    TaskDefinition.background("next").onStartup(true).run(calls::incrementAndGet));
            rig.started();
            rig.awaitIdle();
            assertThat(calls).hasValue(1);
            assertThat(log.messagesAt(Level.WARN))
                    .containsExactlyInAnyOrder(
                            "Start-up tasks: task 'index' could not be submitted.",
                            "Start-up tasks: succeeded next; not reached index.");
        }
    }

    @Test
    void keyIsNeverNull() {
        try (Rig rig = new Rig().started()) {
            rig.supervisor.register(TaskDefinition.background("mail")
                    .uniqueKey(payload -> payload)
                    .body(body));
            assertThatThrownBy(() -> rig.supervisor.call("mail", null))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "The uniqueKey of background task 'mail' is null for this call. Let it name something that is"
                                    + " never null.");
        }
    }
}
