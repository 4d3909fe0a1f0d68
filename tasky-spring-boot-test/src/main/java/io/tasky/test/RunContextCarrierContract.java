package io.tasky.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tasky.spi.RunContextCarrier;
import io.tasky.spi.RunContextCarrier.Captured;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What everything that carries a context keeps to: its test extends this one. Used by one thread. */
@Timeout(60)
public abstract class RunContextCarrierContract {

    private static final int THREADS = 4;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    /** Creates the contract's tests. */
    protected RunContextCarrierContract() {}

    /**
     * Makes a carrier of what {@link #bind} binds.
     *
     * @return the carrier
     */
    protected abstract RunContextCarrier create();

    /**
     * Binds something to this thread, in place of what was bound before.
     *
     * @param value what to bind
     */
    protected abstract void bind(String value);

    /**
     * Looks what is bound to this thread.
     *
     * @return what is bound, or null
     */
    protected abstract @Nullable String bound();

    /** Binds nothing to this thread any more. */
    protected abstract void unbind();

    @AfterEach
    final void clear() {
        unbind();
        threads.shutdownNow();
    }

    private Captured captured(String value) {
        bind(value);
        Captured captured = Objects.requireNonNull(create().capture());
        unbind();
        return captured;
    }

    private <T> T elsewhere(Callable<T> work) throws Exception {
        return threads.submit(work).get();
    }

    private static Object call(Captured captured, RunContextCarrier.Attempt attempt) throws Exception {
        try {
            return Objects.requireNonNull(captured.call(attempt));
        } catch (Throwable ex) {
            throw new IllegalStateException(ex);
        }
    }

    @Test
    void attemptOnAnotherThreadHasWhatTheSubmitterHad() throws Exception {
        Captured captured = captured("anna");
        assertThat(elsewhere(() -> call(captured, this::bound))).isEqualTo("anna");
    }

    @Test
    void threadHasWhatItHadBeforeOnceTheAttemptHasEnded() throws Exception {
        Captured captured = captured("anna");
        assertThat(elsewhere(() -> {
                    bind("bert");
                    call(captured, () -> "done");
                    String after = Objects.requireNonNull(bound());
                    unbind();
                    return after;
                }))
                .isEqualTo("bert");
    }

    @Test
    void failureOfTheAttemptComesOutAsItIsAndLeavesNothingBound() throws Exception {
        Captured captured = captured("anna");
        for (Throwable failure :
                List.of(new Exception("checked"), new IllegalStateException("not"), new Error("error"))) {
            assertThat(elsewhere(() -> Objects.requireNonNull(catchThrowable(() -> captured.call(() -> {
                        throw failure;
                    })))))
                    .isSameAs(failure);
            assertThat(bound()).isNull();
        }
    }

    @Test
    void whatWasCapturedServesEveryAttemptOfARun() throws Exception {
        Captured captured = captured("anna");
        for (int attempt = 0; attempt < 3; attempt++) {
            assertThat(elsewhere(() -> call(captured, this::bound))).isEqualTo("anna");
        }
    }

    @Test
    void whatWasCapturedMayBeUsedOnSeveralThreadsAtOnce() throws Exception {
        Captured captured = captured("anna");
        CyclicBarrier together = new CyclicBarrier(THREADS);
        Callable<Object> attempt = () -> call(captured, () -> {
            together.await();
            return bound();
        });
        for (Future<Object> answer : threads.invokeAll(List.of(attempt, attempt, attempt, attempt))) {
            assertThat(answer.get()).isEqualTo("anna");
        }
    }
}
