package io.tasky.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.spi.QueueStore;
import io.tasky.spi.QueueStore.Delivery;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a backend keeps to whose queues may be ordered: its test extends this one, beside {@link QueueStoreContract}. Without
 * state, so thread-safe.
 */
@Timeout(60)
public abstract class OrderedQueueStoreContract {

    private static final Comparator<Object> BY_LENGTH =
            Comparator.comparing(item -> item.toString().length());

    /** Creates the contract's tests. */
    protected OrderedQueueStoreContract() {}

    /**
     * Makes an empty store.
     *
     * @param capacity how many items it holds, -1 for any number
     * @param order what its items are compared by
     * @return a new store
     */
    protected abstract QueueStore<Object> create(int capacity, Comparator<Object> order);

    private static List<Object> rest(QueueStore<Object> store) {
        return store.poll(100).stream().map(Delivery::item).toList();
    }

    @Test
    void smallestItemIsFirstAndEqualOnesKeepTheirOrder() {
        QueueStore<Object> store = create(10, BY_LENGTH);
        List.of("ccc", "b1", "a", "b2", "b3").forEach(store::offer);
        assertThat(store.size()).isEqualTo(5);
        assertThat(rest(store)).containsExactly("a", "b1", "b2", "b3", "ccc");
        assertThat(store.poll()).isNull();
    }

    @Test
    void fullStoreRefusesWhateverTheOrder() {
        QueueStore<Object> store = create(2, BY_LENGTH);
        assertThat(store.offer("ccc")).isTrue();
        assertThat(store.offer("ddd")).isTrue();
        assertThat(store.offer("a")).isFalse();
        assertThat(store.size()).isEqualTo(2);
    }

    @Test
    void itemThatIsGivenBackIsBeforeItsEqualsAndOneThatIsRequeuedBehindThem() {
        QueueStore<Object> store = create(3, BY_LENGTH);
        List.of("b1", "b2", "b3").forEach(store::offer);
        Objects.requireNonNull(store.poll()).giveBack();
        assertThat(rest(store)).containsExactly("b1", "b2", "b3");

        List.of("b1", "b2", "b3").forEach(store::offer);
        Objects.requireNonNull(store.poll()).requeue();
        assertThat(rest(store)).containsExactly("b2", "b3", "b1");
    }
}
