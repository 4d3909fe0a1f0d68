package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.supervisor.KeyedTimers.First;
import org.junit.jupiter.api.Test;

class KeyedTimersTests {

    private static final long DELAY = 1_000_000;

    private final KeyedTimers timers = new KeyedTimers(new TimerRule(DELAY, Long.MAX_VALUE, false));

    @Test
    void firstKeepsTheMomentThatItWasChosenByAlthoughItsKeyIsPutOff() {
        timers.begin(0);
        timers.of("a").reset("a", null, 10);
        timers.of("b").reset("b", null, 20);
        First first = timers.first();
        assertThat(first.stripe()).isSameAs(timers.of("a"));
        // Whoever looks now brings that stripe up to date: an alarm for what it says then would come too late for "b".
        timers.of("a").reset("a", null, 500);
        assertThat(timers.firstDue()).isEqualTo(20 + DELAY);
        assertThat(first.stripe().next()).isEqualTo(500 + DELAY);
        assertThat(first.moment()).isEqualTo(10 + DELAY);
    }

    @Test
    void firstIsThatOfNoneWhereNoKeyIsArmed() {
        timers.begin(0);
        assertThat(timers.first().moment()).isEqualTo(DueKeys.NEVER);
    }
}
