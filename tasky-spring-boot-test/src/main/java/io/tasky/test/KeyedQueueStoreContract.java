package io.tasky.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.spi.KeyedQueueStore;
import io.tasky.spi.QueueStore.Delivery;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a backend keeps to whose items may have keys: its test extends this one, beside {@link QueueStoreContract}. Without
 * state, so thread-safe.
 */
@Timeout(60)
public abstract class KeyedQueueStoreContract {

    /** Creates the contract's tests. */
    protected KeyedQueueStoreContract() {}

    /**
     * Makes an empty store.
     *
     * @param capacity how many items it holds, -1 for any number
     * @return a new store
     */
    protected abstract KeyedQueueStore<Object> create(int capacity);

    private static Delivery<Object> take(KeyedQueueStore<Object> store) {
        return Objects.requireNonNull(store.poll());
    }

    private static List<Object> rest(KeyedQueueStore<Object> store) {
        return store.poll(100).stream().map(Delivery::item).toList();
    }

    @Test
    void oneItemOfEachKeyIsHandedOutAtTime() {
        KeyedQueueStore<Object> store = create(10);
        store.offer("a1", "a");
        store.offer("a2", "a");
        store.offer("b1", "b");
        Delivery<Object> first = take(store);
        assertThat(first.item()).isEqualTo("a1");
        assertThat(store.available()).isOne();
        assertThat(store.size()).isEqualTo(2);
        assertThat(take(store).item()).isEqualTo("b1");
        assertThat(store.poll()).isNull();

        first.acknowledge();
        assertThat(store.available()).isOne();
        assertThat(take(store).item()).isEqualTo("a2");
    }

    @Test
    void itemWithoutKeyWaitsForNobody() {
        KeyedQueueStore<Object> store = create(10);
        store.offer("one");
        store.offer("two");
        assertThat(rest(store)).containsExactly("one", "two");
    }

    @Test
    void itemThatIsGivenBackStaysTheFirstOfItsKey() {
        KeyedQueueStore<Object> store = create(10);
        store.offer("a1", "a");
        store.offer("a2", "a");
        take(store).giveBack();
        assertThat(store.size()).isEqualTo(2);
        Delivery<Object> first = take(store);
        assertThat(first.item()).isEqualTo("a1");
        first.acknowledge();
        assertThat(take(store).item()).isEqualTo("a2");
    }

    @Test
    void itemThatIsRequeuedGoesBehindTheOthersOfItsKey() {
        KeyedQueueStore<Object> store = create(10);
        store.offer("a1", "a");
        store.offer("a2", "a");
        store.offer("b1", "b");
        take(store).requeue();
        assertThat(store.size()).isEqualTo(3);
        Delivery<Object> second = take(store);
        assertThat(second.item()).isEqualTo("a2");
        assertThat(take(store).item()).isEqualTo("b1");
        second.acknowledge();
        assertThat(take(store).item()).isEqualTo("a1");
    }

    @Test
    void whatIsHeldBackTakesRoomAsWell() {
        KeyedQueueStore<Object> store = create(2);
        assertThat(store.offer("a1", "a")).isTrue();
        take(store);
        assertThat(store.offer("a2", "a")).isTrue();
        assertThat(store.offer("a3", "a")).isTrue();
        assertThat(store.offer("b1", "b")).isFalse();
        assertThat(store.size()).isEqualTo(2);
        assertThat(store.available()).isZero();
    }

    @Test
    void itemsAreHandedOutInTheOrderTheyCameAcrossKeys() {
        KeyedQueueStore<Object> store = create(10);
        store.offer("a1", "a");
        store.offer("a2", "a");
        store.offer("b1", "b");
        store.offer("c1", "c");
        Delivery<Object> first = take(store);
        first.acknowledge();
        assertThat(rest(store)).containsExactly("a2", "b1", "c1");
    }
}
