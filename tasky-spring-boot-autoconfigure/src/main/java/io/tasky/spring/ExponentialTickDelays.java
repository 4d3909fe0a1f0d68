package io.tasky.spring;

import io.tasky.spi.TickDelays;
import java.time.Duration;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/** Pauses after failures that Spring's own back-off gives: each twice as long as the one before. Immutable. */
final class ExponentialTickDelays implements TickDelays {

    static final Duration FIRST = Duration.ofSeconds(1);

    static final Duration LONGEST = Duration.ofMinutes(1);

    private static final double MULTIPLIER = 2;

    @Override
    public Duration pause(String task, int failures) {
        ExponentialBackOff backOff = new ExponentialBackOff(FIRST.toMillis(), MULTIPLIER);
        backOff.setMaxInterval(LONGEST.toMillis());
        BackOffExecution pauses = backOff.start();
        long pause = pauses.nextBackOff();
        for (int failure = 1; failure < failures && pause < LONGEST.toMillis(); failure++) {
            pause = pauses.nextBackOff();
        }
        return Duration.ofMillis(pause);
    }
}
