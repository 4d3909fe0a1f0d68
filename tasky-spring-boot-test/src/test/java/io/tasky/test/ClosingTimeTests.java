package io.tasky.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

import io.tasky.supervisor.SupervisorState;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.testing.ManualTimeSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

@Timeout(60)
class ClosingTimeTests {

    private static final int LOOKS = 1_000;

    /** So many come without a pause, if they are the first. */
    private static final int EAGER = 60;

    @Test
    void stopThatWaitsForNothingOfTheClockIsLookedAtWithPauses() throws Exception {
        CountDownLatch looks = new CountDownLatch(LOOKS);
        // No real one hangs at a place where it waits for no moment.
        TaskSupervisor supervisor = mock(TaskSupervisor.class);
        given(supervisor.state()).willReturn(SupervisorState.RUNNING, SupervisorState.STOPPING);
        given(supervisor.pools()).willAnswer(call -> {
            looks.countDown();
            return List.of();
        });
        given(supervisor.tasks()).willReturn(List.of());
        ManualTimeSource time = new ManualTimeSource();
        Stillness stillness =
                new Stillness(time, new Attempts(new FailedRuns()), () -> supervisor, Duration.ofSeconds(10));
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("supervisor", supervisor);
        ClosingTime closing = new ClosingTime(time, stillness, beans.getBeanProvider(TaskSupervisor.class));
        closing.start();
        long before = RealTime.nanos();

        closing.stop();
        looks.await();

        assertThat(RealTime.nanos() - before).isGreaterThan(Duration.ofMillis(1).toNanos() / 10 * (LOOKS - EAGER));
        closing.start();
    }
}
