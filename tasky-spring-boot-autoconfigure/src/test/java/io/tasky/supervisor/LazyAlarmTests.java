package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import org.junit.jupiter.api.Test;

class LazyAlarmTests {

    private final SystemTimeSource time = mock(SystemTimeSource.class);

    private final LazyAlarm alarm = new LazyAlarm(time, () -> {});

    @Test
    void timerThatCouldNotBeCalledIsCalledForTheNextMoment() {
        given(time.callAt(anyLong(), any()))
                .willThrow(new OutOfMemoryError("no thread"))
                .willReturn(null);
        assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> alarm.reschedule(10));
        verify(time).callAt(10, alarm);

        alarm.reschedule(20);
        verify(time).callAt(20, alarm);
    }

    @Test
    void laterMomentNeedsNoOtherCall() {
        alarm.reschedule(10);
        alarm.reschedule(20);
        verify(time, times(1)).callAt(anyLong(), any());
    }
}
