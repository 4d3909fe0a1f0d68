package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.spi.QueueStore.Delivery;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the workers of one queue take, one after the other and out of one another's hands. */
class ItemTakerTests {

    private static final int ITEMS = 1000;

    /** From its seventh time on a quick worker takes 64 at once; 63 were taken before. */
    private static final int FIRST_OF_FULL_HAND = 63;

    private static final long LONG = Duration.ofMillis(2).toNanos();

    private static DefaultTaskQueue queue(Rig rig) throws InterruptedException {
        rig.register(TaskKind.QUEUE, "orders", TaskAttributes.NONE.with(TaskAttribute.CAPACITY, -1), item -> null);
        DefaultTaskQueue queue = (DefaultTaskQueue) rig.supervisor.<Object>queue("orders");
        for (int item = 0; item < ITEMS; item++) {
            queue.put(item);
        }
        return queue;
    }

    private static @Nullable Object next(ItemTaker taker, long now) {
        return taker.next(now) instanceof Delivery<?> delivery ? delivery.item() : null;
    }

    private static List<@Nullable Object> next(ItemTaker taker, long now, int count) {
        List<@Nullable Object> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            taken.add(next(taker, now));
        }
        return taken;
    }

    private static List<Object> numbers(int from, int to) {
        return IntStream.range(from, to).<Object>mapToObj(number -> number).toList();
    }

    @Test
    void itemsInTheHandOfWorkerThatTakesLongGoBeforeThoseInTheStore() throws Exception {
        try (Rig rig = new Rig()) {
            DefaultTaskQueue queue = queue(rig);
            ItemTaker slow = new ItemTaker(queue);
            ItemTaker other = new ItemTaker(queue);
            assertThat(next(slow, 0, FIRST_OF_FULL_HAND + 1)).isEqualTo(numbers(0, FIRST_OF_FULL_HAND + 1));

            assertThat(next(other, LONG, ITEMS - FIRST_OF_FULL_HAND - 1))
                    .isEqualTo(numbers(FIRST_OF_FULL_HAND + 1, ITEMS));
            assertThat(next(slow, LONG)).isNull();
        }
    }

    @Test
    void itemsInTheHandOfQuickWorkerAreLeftToIt() throws Exception {
        try (Rig rig = new Rig()) {
            DefaultTaskQueue queue = queue(rig);
            ItemTaker quick = new ItemTaker(queue);
            next(quick, 0, FIRST_OF_FULL_HAND + 1);
            assertThat(next(new ItemTaker(queue), 0)).isEqualTo(FIRST_OF_FULL_HAND + 64);
            assertThat(next(quick, LONG)).isEqualTo(FIRST_OF_FULL_HAND + 1);
        }
    }
}
