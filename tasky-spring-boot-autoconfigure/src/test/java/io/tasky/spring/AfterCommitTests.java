package io.tasky.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tasky.task.TaskRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import reactor.core.publisher.Mono;

/** Background tasks that are called inside transactions of a real database. */
@Timeout(60)
class AfterCommitTests extends TransactionFixture {

    @Test
    void runStartsAfterTheCommitAndSeesWhatTheTransactionChanged() {
        runner.run(context -> {
            TaskRun<Integer> counted = transaction(context).execute(status -> {
                insert(context);
                TaskRun<Integer> run = orders(context).count();
                awaitIdle(context);
                assertHeld(run);
                return run;
            });
            assertThat(counted.get()).isOne();
        });
    }

    @Test
    void rollbackCancelsTheRun() {
        runner.run(context -> {
            assertCancelled(rolledBack(context, TransactionDefinition.PROPAGATION_REQUIRED));
            assertThat(orders(context).count().get()).isZero();
        });
    }

    @Test
    void exceptionThatRollsBackCancelsTheRun() {
        runner.run(context -> {
            List<TaskRun<Integer>> runs = new ArrayList<>();
            assertThatThrownBy(() -> transaction(context).executeWithoutResult(status -> {
                        runs.add(orders(context).count());
                        throw new IllegalStateException("no");
                    }))
                    .hasMessage("no");
            assertCancelled(runs.get(0));
        });
    }

    @Test
    void runOfANewTransactionWithinFollowsThatOne() {
        runner.run(context -> {
            List<TaskRun<Integer>> outer = new ArrayList<>();
            transaction(context).executeWithoutResult(status -> {
                outer.add(orders(context).count());
                TaskRun<Integer> inner = transaction(context, TransactionDefinition.PROPAGATION_REQUIRES_NEW)
                        .execute(own -> {
                            insert(context);
                            return orders(context).count();
                        });
                assertThat(join(inner)).isOne();
                assertCancelled(rolledBack(context, TransactionDefinition.PROPAGATION_REQUIRES_NEW));
                assertHeld(outer.get(0));
                status.setRollbackOnly();
            });
            assertCancelled(outer.get(0));
        });
    }

    @Test
    void rollbackToASavepointCancelsTheRunsSinceThen() {
        runner.run(context -> {
            List<TaskRun<Integer>> runs = new ArrayList<>();
            transaction(context).executeWithoutResult(status -> {
                insert(context);
                runs.add(orders(context).count());
                assertCancelled(rolledBack(context, TransactionDefinition.PROPAGATION_NESTED));
                assertHeld(runs.get(0));
                runs.add(transaction(context, TransactionDefinition.PROPAGATION_NESTED)
                        .execute(nested -> {
                            insert(context);
                            return orders(context).count();
                        }));
                assertHeld(runs.get(1));
            });
            assertThat(runs).extracting(TransactionFixture::join).containsExactly(2, 2);
        });
    }

    @Test
    void readOnlyTransactionsAreWaitedForToo() {
        runner.run(context -> {
            TransactionTemplate readOnly = transaction(context);
            readOnly.setReadOnly(true);
            TaskRun<Integer> counted = readOnly.execute(status -> {
                TaskRun<Integer> run = orders(context).count();
                assertHeld(run);
                return run;
            });
            assertThat(counted.get()).isZero();
        });
    }

    @Test
    void callWhileTheTransactionIsSuspendedIsSubmittedAtOnce() {
        runner.run(context -> transaction(context).executeWithoutResult(status -> {
            TaskRun<Integer> run = transaction(context, TransactionDefinition.PROPAGATION_NOT_SUPPORTED)
                    .execute(none -> orders(context).count());
            assertThat(join(run)).isZero();
        }));
    }

    @Test
    void callOutsideOfATransactionIsSubmittedAtOnce() {
        runner.run(context -> assertThat(orders(context).count().get()).isZero());
    }

    @Test
    void taskMayBeSubmittedAtOnceInsideATransaction() {
        runner.run(context -> transaction(context)
                .executeWithoutResult(
                        status -> assertThat(join(orders(context).countNow())).isEqualTo("now")));
        runner.withPropertyValues("tasky.tasks.orders.count.submit=now")
                .run(context -> transaction(context)
                        .executeWithoutResult(status ->
                                assertThat(join(orders(context).count())).isZero()));
    }

    @Test
    void runThatIsCancelledWhileItIsHeldDoesNotStartAtTheCommit() {
        runner.run(context -> {
            TaskRun<Integer> cancelled = transaction(context).execute(status -> {
                TaskRun<Integer> run = orders(context).count();
                assertThat(run.cancel(true)).isTrue();
                return run;
            });
            awaitIdle(context);
            assertCancelled(cancelled);
        });
    }

    @Test
    void waitingOnTheTransactionsOwnThreadIsRefused() {
        runner.run(context -> transaction(context).executeWithoutResult(status -> {
            assertThatThrownBy(() -> orders(context).count().get())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("is held until the transaction of this thread has committed")
                    .hasMessageContaining("submit = NOW");
            assertThatThrownBy(() -> orders(context).future().join()).isInstanceOf(IllegalStateException.class);
            Mono<String> mono = orders(context).mono();
            assertThatThrownBy(mono::block)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("is held until the transaction of this thread has committed");
            assertThatThrownBy(() -> mono.block(Duration.ofDays(1))).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(mono::blockOptional).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> mono.blockOptional(Duration.ofDays(1))).isInstanceOf(IllegalStateException.class);
        }));
    }

    @Test
    void disabledTaskRefusesTheCallInsideTheTransaction() {
        runner.withPropertyValues("tasky.tasks.orders.count.enabled=false")
                .run(context -> transaction(context)
                        .executeWithoutResult(status -> assertThatThrownBy(
                                        () -> orders(context).count())
                                .isInstanceOf(RejectedExecutionException.class)));
    }
}
