package io.tasky.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tasky.spi.KeyedQueueStore;
import io.tasky.spi.QueueStore;
import io.tasky.spi.QueueStore.Delivery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the stores of this room do beside one another; the contracts of the test kit say what each keeps to. */
class InMemoryQueueStoreFactoryTests {

    private static final Comparator<Object> BY_LENGTH =
            Comparator.comparing(item -> item.toString().length());

    private final InMemoryQueueStoreFactory factory = new InMemoryQueueStoreFactory();

    private static Delivery<Object> take(QueueStore<Object> store) {
        return Objects.requireNonNull(store.poll());
    }

    private static List<Object> takeAll(QueueStore<Object> store) {
        List<Object> items = new ArrayList<>();
        for (Delivery<Object> next = store.poll(); next != null; next = store.poll()) {
            items.add(next.item());
            next.acknowledge();
        }
        return items;
    }

    @Test
    void itemThatIsGivenBackTakesItsOldPlace() {
        QueueStore<Object> store = factory.create("orders", -1);
        List.of("a", "b", "c").forEach(store::offer);
        Delivery<Object> first = take(store);
        Delivery<Object> second = take(store);
        first.giveBack();
        second.giveBack();
        assertThat(takeAll(store)).containsExactly("a", "b", "c");
    }

    @Test
    void orderedStoreHandsOutTheSmallestAndOfEqualOnesTheFirst() {
        QueueStore<Object> store = factory.createOrdered("orders", -1, BY_LENGTH);
        List.of("ccc", "bb", "a", "dd").forEach(store::offer);
        Delivery<Object> smallest = take(store);
        assertThat(smallest.item()).isEqualTo("a");
        smallest.giveBack();
        Delivery<Object> again = take(store);
        again.requeue();
        assertThat(takeAll(store)).containsExactly("a", "bb", "dd", "ccc");
    }

    @Test
    void keyThatCannotBeHashedTakesNoPlaceInAKeyedStore() {
        KeyedQueueStore<Object> store = factory.createKeyed("orders", 1);
        Object broken = new Object() {
            @Override
            public int hashCode() {
                throw new IllegalStateException("no hash");
            }
        };
        assertThatIllegalStateException().isThrownBy(() -> store.offer("lost", broken));
        assertThat(store.size()).isZero();
        assertThat(store.offer("kept", "key")).isTrue();
        assertThat(takeAll(store)).containsExactly("kept");
    }

    @Test
    void keyedStoreHandsOutOneItemOfAKeyAtATime() {
        KeyedQueueStore<Object> store = factory.createKeyed("orders", 3);
        assertThat(store.offer("a1", "a")).isTrue();
        assertThat(store.offer("a2", "a")).isTrue();
        assertThat(store.offer("b1", "b")).isTrue();
        assertThat(store.offer("c1", "c")).isFalse();
        assertThat(store.available()).isEqualTo(2);
        Delivery<Object> first = take(store);
        assertThat(take(store).item()).isEqualTo("b1");
        assertThat(store.poll()).isNull();
        first.acknowledge();
        assertThat(take(store).item()).isEqualTo("a2");
    }
}
