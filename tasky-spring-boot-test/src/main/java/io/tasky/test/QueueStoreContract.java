package io.tasky.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.spi.QueueStore;
import io.tasky.spi.QueueStore.Delivery;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every backend of queues keeps to: its test extends this one. Without state, so thread-safe. */
@Timeout(60)
public abstract class QueueStoreContract {

    /** The common pool may have one thread only, and those who wait for one another would never get on. */
    private static final Executor EACH_ITS_THREAD = task -> new Thread(task, "contract").start();

    /** Creates the contract's tests. */
    protected QueueStoreContract() {}

    /**
     * Makes an empty store.
     *
     * @param capacity how many items it holds, -1 for any number
     * @return a new store
     */
    protected abstract QueueStore<Object> create(int capacity);

    private static Delivery<Object> take(QueueStore<Object> store) {
        return Objects.requireNonNull(store.poll());
    }

    @Test
    void itemsAreHandedOutInTheOrderTheyCame() {
        QueueStore<Object> store = create(10);
        for (int i = 0; i < 5; i++) {
            assertThat(store.offer("item " + i)).isTrue();
        }
        assertThat(store.size()).isEqualTo(5);
        for (int i = 0; i < 5; i++) {
            Delivery<Object> delivery = take(store);
            assertThat(delivery.item()).isEqualTo("item " + i);
            delivery.acknowledge();
        }
        assertThat(store.poll()).isNull();
        assertThat(store.size()).isZero();
    }

    @Test
    void fullStoreRefusesUntilAnItemIsHandedOut() {
        QueueStore<Object> store = create(2);
        assertThat(store.capacity()).isEqualTo(2);
        assertThat(store.offer("first")).isTrue();
        assertThat(store.offer("second")).isTrue();
        assertThat(store.offer("third")).isFalse();
        assertThat(store.size()).isEqualTo(2);
        take(store).acknowledge();
        assertThat(store.offer("third")).isTrue();
    }

    @Test
    void storeWithoutBoundNeverRefuses() {
        QueueStore<Object> store = create(-1);
        assertThat(store.capacity()).isEqualTo(-1);
        for (int i = 0; i < 2000; i++) {
            assertThat(store.offer("item " + i)).isTrue();
        }
        assertThat(store.size()).isEqualTo(2000);
    }

    @Test
    void itemInWorkersHandsIsInNobodyElses() {
        QueueStore<Object> store = create(10);
        store.offer("only");
        Delivery<Object> delivery = take(store);
        assertThat(store.size()).isZero();
        assertThat(store.poll()).isNull();
        delivery.acknowledge();
        assertThat(store.poll()).isNull();
    }

    @Test
    void itemThatIsGivenBackComesFirstEvenWhereTheStoreIsFull() {
        QueueStore<Object> store = create(2);
        store.offer("first");
        store.offer("second");
        Delivery<Object> delivery = take(store);
        store.offer("third");
        delivery.giveBack();
        assertThat(store.size()).isEqualTo(3);
        assertThat(store.offer("fourth")).isFalse();
        assertThat(take(store).item()).isEqualTo("first");
        assertThat(take(store).item()).isEqualTo("second");
        assertThat(take(store).item()).isEqualTo("third");
    }

    @Test
    void itemsThatAreGivenBackWaitInTheirOldOrderWhoeverGivesThemBackFirst() {
        QueueStore<Object> store = create(10);
        for (int i = 0; i < 6; i++) {
            store.offer(i);
        }
        List<Delivery<Object>> one = store.poll(2);
        List<Delivery<Object>> other = store.poll(2);
        QueueStore.giveBack(other);
        QueueStore.giveBack(one);
        assertThat(items(store.poll(10))).containsExactly(0, 1, 2, 3, 4, 5);

        store = create(10);
        store.offer(0);
        store.offer(1);
        store.offer(2);
        one = store.poll(1);
        other = store.poll(1);
        QueueStore.giveBack(one);
        QueueStore.giveBack(other);
        assertThat(items(store.poll(10))).containsExactly(0, 1, 2);
    }

    private static List<Object> items(List<Delivery<Object>> deliveries) {
        return deliveries.stream().map(Delivery::item).toList();
    }

    @Test
    void severalItemsAreHandedOutInTheirOrderAndNoMoreThanAreWanted() {
        QueueStore<Object> store = create(10);
        for (int i = 0; i < 5; i++) {
            store.offer(i);
        }
        assertThat(items(store.poll(3))).containsExactly(0, 1, 2);
        assertThat(store.size()).isEqualTo(2);
        assertThat(store.available()).isEqualTo(2);
        assertThat(store.poll(0)).isEmpty();
        assertThat(items(store.poll(3))).containsExactly(3, 4);
        assertThat(store.poll(3)).isEmpty();
    }

    @Test
    void itemThatIsRequeuedComesLastEvenWhereTheStoreIsFull() {
        QueueStore<Object> store = create(2);
        store.offer("first");
        store.offer("second");
        Delivery<Object> delivery = take(store);
        store.offer("third");
        delivery.requeue();
        delivery.requeue();
        delivery.giveBack();
        assertThat(store.size()).isEqualTo(3);
        assertThat(items(store.poll(10))).containsExactly("second", "third", "first");
    }

    @Test
    void deliveryIsEndedOnce() {
        QueueStore<Object> store = create(10);
        store.offer("first");
        Delivery<Object> delivery = take(store);
        delivery.giveBack();
        delivery.giveBack();
        delivery.acknowledge();
        assertThat(store.size()).isOne();

        Delivery<Object> again = take(store);
        again.acknowledge();
        again.giveBack();
        assertThat(store.size()).isZero();
    }

    @Test
    @Tag("race")
    void itemsAreHandedOutOnceWhoeverAsks() {
        QueueStore<Object> store = create(50);
        ConcurrentLinkedQueue<Object> handled = new ConcurrentLinkedQueue<>();
        AtomicInteger left = new AtomicInteger(4000);
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int first = i * 1000;
            all.add(CompletableFuture.runAsync(() -> fill(store, first), EACH_ITS_THREAD));
            all.add(CompletableFuture.runAsync(() -> workOff(store, handled, left), EACH_ITS_THREAD));
        }
        all.forEach(CompletableFuture::join);
        List<Integer> numbers = new ArrayList<>();
        handled.forEach(item -> numbers.add((Integer) item));
        Collections.sort(numbers);
        assertThat(numbers).hasSize(4000).doesNotHaveDuplicates();
    }

    private static void fill(QueueStore<Object> store, int first) {
        for (int i = first; i < first + 1000; i++) {
            while (!store.offer(i)) {
                Thread.onSpinWait();
            }
        }
    }

    private static void workOff(QueueStore<Object> store, ConcurrentLinkedQueue<Object> handled, AtomicInteger left) {
        int polls = 0;
        while (left.get() > 0) {
            Delivery<Object> delivery = store.poll();
            if (delivery == null) {
                Thread.onSpinWait();
            } else if (++polls % 7 == 0) {
                delivery.giveBack();
            } else {
                handled.add(delivery.item());
                delivery.acknowledge();
                left.decrementAndGet();
            }
        }
    }
}
