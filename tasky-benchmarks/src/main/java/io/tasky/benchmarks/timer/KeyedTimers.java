package io.tasky.benchmarks.timer;

import io.tasky.benchmarks.application.Applications;
import io.tasky.benchmarks.application.PlainApplication;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskTimer;
import io.tasky.task.TimerFiring;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/** A key of a timer task for each timer, in an application as it ships. What fires is a run on the default pool. */
final class KeyedTimers implements TimerHost {

    private static final String PREFIX = "session-";

    private final ConfigurableApplicationContext context = Applications.start(PlainApplication.class, List.of());

    private int tasks;

    @Override
    public Timers timers(Shots shots, Delays delays) {
        TaskSupervisor supervisor = context.getBean(TaskSupervisor.class);
        String name = "timers-" + tasks++;
        TaskAttributes attributes =
                TaskAttributes.NONE.with(TaskAttribute.DELAY, delays.mean()).with(TaskAttribute.KEYED, true);
        supervisor.register(
                new TaskDefinition(name, TaskKind.TIMER, attributes, firing -> fired(firing, shots), "the benchmark"));
        String[] keys =
                IntStream.range(0, shots.size()).mapToObj(i -> PREFIX + i).toArray(String[]::new);
        return new Some(supervisor.timer(name), keys);
    }

    private static @Nullable Object fired(@Nullable Object payload, Shots shots) {
        TimerFiring firing = (TimerFiring) Objects.requireNonNull(payload);
        String key = (String) Objects.requireNonNull(firing.key());
        shots.fired(Integer.parseInt(key, PREFIX.length(), key.length(), 10));
        return null;
    }

    @Override
    public void close() {
        context.close();
    }

    @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
    private record Some(TaskTimer<String> timer, String[] keys) implements Timers {

        @Override
        public void schedule(int number) {
            timer.reset(keys[number]);
        }

        @Override
        public void reset(int number) {
            timer.reset(keys[number]);
        }

        @Override
        public void cancel(int number) {
            timer.cancel(keys[number]);
        }
    }
}
