package io.tasky.supervisor;

import io.tasky.task.Schedule;
import io.tasky.task.TimeSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The ticks of a schedule that are to come, told without the lock of their task. Immutable.
 *
 * @param schedule the schedule
 * @param first the moment of the first, in nanoseconds of the time source; {@link NextTick#NEVER} if none is to come
 */
record Forecast(Schedule schedule, long first) {

    /** The times of day of that many ticks at most; of one, where a tick waits for the end of the run before. */
    List<Instant> instants(TimeSource time, int count) {
        List<Instant> instants = new ArrayList<>();
        long moment = first;
        // A rate of a century leads beyond what moments can tell, soon.
        while (moment != NextTick.NEVER && moment - first >= 0 && instants.size() < count) {
            instants.add(time.toInstant(moment));
            moment = schedule.waitsForEnd() ? NextTick.NEVER : schedule.next(time, moment);
        }
        return List.copyOf(instants);
    }
}
