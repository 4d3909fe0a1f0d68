package io.tasky.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import ch.qos.logback.classic.Level;
import io.tasky.task.TimeSource;
import io.tasky.task.TimeSource.Alarm;
import io.tasky.testing.CapturedLog;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is logged of alarms that cannot be set. */
class CrewAlarmsTests {

    private static final String TEXT =
            "Pool 'mail' could not set an alarm; idle threads stay, and if it lacks a thread, it"
                    + " tries again with the next run. Check the limits of threads and memory of this process.: ";

    private final CrewAlarms alarms = new CrewAlarms(refusing(), () -> {}, () -> {});

    private @Nullable String refusal;

    private TimeSource refusing() {
        TimeSource time = mock(TimeSource.class);
        when(time.alarm(any())).thenReturn(new Alarm() {
            @Override
            public void reschedule(long dueNanoTime) {
                if (refusal != null) {
                    throw new OutOfMemoryError(refusal);
                }
            }

            @Override
            public void cancel() {}
        });
        return time;
    }

    @Test
    void refusalsInARowAreLoggedOnceWithTheFirstHoweverManyComeBeforeTheLog() {
        try (CapturedLog log = new CapturedLog(CrewAlarms.class)) {
            refusal = "first";
            assertThat(alarms.trimAt(1)).isFalse();
            refusal = "second";
            alarms.retryAt(2);
            alarms.logFailure("mail");
            assertThat(log.textsAt(Level.ERROR)).containsExactly(TEXT + "first");

            assertThat(alarms.trimAt(3)).isFalse();
            alarms.logFailure("mail");
            assertThat(log.textsAt(Level.ERROR)).hasSize(1);
        }
    }

    @Test
    void refusalAfterAnAlarmThatCouldBeSetIsLoggedAnew() {
        try (CapturedLog log = new CapturedLog(CrewAlarms.class)) {
            refusal = "first";
            assertThat(alarms.trimAt(1)).isFalse();
            alarms.logFailure("mail");
            refusal = null;
            assertThat(alarms.trimAt(2)).isTrue();
            alarms.logFailure("mail");
            refusal = "third";
            assertThat(alarms.trimAt(3)).isFalse();
            alarms.logFailure("mail");
            assertThat(log.textsAt(Level.ERROR)).containsExactly(TEXT + "first", TEXT + "third");
        }
    }
}
