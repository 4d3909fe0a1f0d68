package io.tasky.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.tasky.spi.TaskListener.TaskFacts;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An observation is started at most once, and what was started is stopped once. */
@Timeout(20)
class RunObservationTests {

    private final List<String> told = new CopyOnWriteArrayList<>();

    private final ObservationRegistry registry = ObservationRegistry.create();

    private final RunObservation run = new RunObservation(TaskRun.of("done"));

    RunObservationTests() {
        registry.observationConfig().observationHandler(new ObservationHandler<Observation.Context>() {

            @Override
            public boolean supportsContext(Observation.Context context) {
                return true;
            }

            @Override
            public void onStart(Observation.Context context) {
                told.add("start");
            }

            @Override
            public void onStop(Observation.Context context) {
                told.add("stop");
            }
        });
    }

    private Observation start() {
        return Observation.start("run", registry);
    }

    private @Nullable Observation enter() {
        return run.enter(this::start);
    }

    @Test
    void laterAttemptsGoOnWithTheFirstOnesObservation() {
        Observation first = Objects.requireNonNull(enter());
        run.left(first);
        Observation second = Objects.requireNonNull(enter());
        run.left(second);
        run.over();

        assertThat(second).isSameAs(first);
        assertThat(told).containsExactly("start", "stop");
    }

    @Test
    void outcomeWhileTheCodeGoesOnLetsItEndFirst() {
        Observation observation = Objects.requireNonNull(enter());
        run.over();
        assertThat(told).containsExactly("start");
        run.left(observation);
        assertThat(told).containsExactly("start", "stop");
    }

    @Test
    void attemptOfARunThatIsOverIsNotObserved() {
        run.over();
        assertThat(enter()).isNull();
        assertThat(told).isEmpty();
    }

    @Test
    void endThatComesWhileItStartsStopsIt() {
        Observation none = run.enter(() -> {
            run.over();
            return start();
        });
        assertThat(none).isNull();
        assertThat(told).containsExactly("start", "stop");
    }

    @Tag("race")
    @RepeatedTest(50)
    void endBesideAnAttemptStopsWhatWasStartedOnce() throws Exception {
        CyclicBarrier both = new CyclicBarrier(2);
        Thread ending = new Thread(() -> {
            meet(both);
            run.over();
        });
        ending.start();
        meet(both);
        Observation observation = enter();
        if (observation != null) {
            run.left(observation);
        }
        ending.join();

        assertThat(told).isIn(List.of(), List.of("start", "stop"));
    }

    private static void meet(CyclicBarrier both) {
        try {
            both.await();
        } catch (InterruptedException | BrokenBarrierException ex) {
            throw new IllegalStateException(ex);
        }
    }

    @Test
    void endThatIsToldBeforeTheStartLeavesNothingBehind() {
        TaskObservations observations = new TaskObservations(registry, null);
        TaskFacts facts = new TaskFacts("mail", TaskKind.BACKGROUND, "default", TaskPriority.NORMAL, null);
        TaskRun<String> over = TaskRun.of("done");

        observations.onFinished(over, facts, 0);
        observations.onStarted(over, facts, 0);
        observations.onFinished(over, facts, 0);

        assertThat(observations).extracting("going").asInstanceOf(MAP).isEmpty();
        assertThat(told).isEmpty();
    }
}
