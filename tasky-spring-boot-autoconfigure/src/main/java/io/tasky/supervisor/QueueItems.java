package io.tasky.supervisor;

import io.tasky.spi.KeyedQueueStore;
import io.tasky.spi.QueueStore;
import io.tasky.spi.QueueStore.Delivery;
import io.tasky.task.QueueSnapshot;
import io.tasky.task.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The items of a queue that no worker has begun: in its store, or in the hands of workers. Thread-safe. */
final class QueueItems {

    private static final Logger logger = LoggerFactory.getLogger(QueueItems.class);

    private final QueueStore<Object> store;

    private final @Nullable KeyedQueueStore<Object> keyed;

    private final TimeSource time;

    private final QueueRoom room;

    private final boolean inHands;

    private final QueueHands hands = new QueueHands();

    /** Kept from the first worker on that takes batches. */
    private volatile @Nullable ItemTimes times;

    QueueItems(QueueSettings settings, QueueStore<Object> store, TimeSource time, QueueRoom room) {
        this.store = store;
        this.keyed = store instanceof KeyedQueueStore<Object> knowsKeys ? knowsKeys : null;
        this.time = time;
        this.room = room;
        this.inHands = !settings.isOrdered() && !settings.isKeyed();
    }

    /** Adds an item; false if there is no room. */
    boolean add(Object item, @Nullable Object key) {
        ItemTimes noted = times;
        return noted == null ? store(item, key) : addNoting(noted, item, key);
    }

    private boolean addNoting(ItemTimes noted, Object item, @Nullable Object key) {
        noted.comes(time.nanoTime());
        boolean added = false;
        try {
            added = store(item, key);
        } finally {
            if (added) {
                noted.came();
            } else {
                noted.refused();
            }
        }
        return added;
    }

    private boolean store(Object item, @Nullable Object key) {
        return (keyed == null || key == null) ? store.offer(item) : keyed.offer(item, key);
    }

    @Nullable
    Delivery<Object> take() {
        Delivery<Object> item = store.poll();
        if (item != null) {
            taken(1);
        }
        return item;
    }

    List<Delivery<Object>> take(int max) {
        List<Delivery<Object>> taken = store.poll(max);
        taken(taken.size());
        return taken;
    }

    private void taken(int count) {
        ItemTimes noted = times;
        if (noted != null) {
            noted.left(count);
        }
        room.made(count);
    }

    /** Takes out all that may be taken, up to so many, for good; no more than there are now, whoever puts others meanwhile. */
    List<Object> drain(int max) {
        List<Object> drained = new ArrayList<>();
        int most = Math.min(max, size());
        Delivery<Object> next = most > 0 ? next() : null;
        while (next != null) {
            drained.add(next.item());
            next.acknowledge();
            next = drained.size() < most ? next() : null;
        }
        return drained;
    }

    private @Nullable Delivery<Object> next() {
        Delivery<Object> inHand = hands.take();
        return inHand != null ? inHand : take();
    }

    /** Items are back in the store. */
    void cameBack(int count) {
        ItemTimes noted = times;
        if (noted != null) {
            noted.cameBack(count, time.nanoTime());
        }
    }

    /** An item is back in the store, as the last. */
    void cameBackLast() {
        ItemTimes noted = times;
        if (noted != null) {
            noted.cameBackLast(time.nanoTime());
        }
    }

    /** From now on it is known when items came. */
    ItemTimes noteTimes() {
        ItemTimes fresh = new ItemTimes();
        ItemTimes noted = publish(fresh);
        if (noted == fresh) {
            // Counted when others note already what comes and goes, and without a lock.
            noted.found(store.size(), time.nanoTime());
        }
        return noted;
    }

    private synchronized ItemTimes publish(ItemTimes fresh) {
        ItemTimes noted = times;
        if (noted == null) {
            noted = fresh;
            times = noted;
        }
        return noted;
    }

    /** Forgets when items came that are gone. */
    void forgetGone(ItemTimes noted) {
        long put = noted.put();
        noted.keep(store.size(), put);
    }

    /** Whether workers may take several at once: not where an item that comes may go before others. */
    boolean areTakenInHands() {
        return inHands;
    }

    boolean areKeyed() {
        return keyed != null;
    }

    QueueHands hands() {
        return hands;
    }

    int size() {
        // In this order: an item goes from the store into a hand.
        return store.size() + hands.left();
    }

    /** How many there are for whoever looks on, or -1 where the backend fails to answer. */
    int sizeIfKnown() {
        return ifKnown(this::size);
    }

    /** Whether there is no room; not where the backend fails to answer. */
    boolean isFull() {
        return capacity() > 0 && ifKnown(this::remainingCapacity) == 0;
    }

    private static int ifKnown(IntSupplier number) {
        try {
            return number.getAsInt();
        } catch (RuntimeException ex) {
            // Its workers say so in the log.
            logger.debug("The backend of a queue does not say how many items it has.", ex);
            return QueueSnapshot.UNKNOWN_SIZE;
        }
    }

    /** How many of them may be taken now. */
    int available() {
        return store.available() + hands.left();
    }

    int capacity() {
        return store.capacity();
    }

    int remainingCapacity() {
        return store.capacity() < 0 ? Integer.MAX_VALUE : Math.max(0, store.capacity() - store.size());
    }

    /** How many items are lost when the application ends now. */
    int toLose() {
        return store.survivesRestart() ? 0 : Math.max(0, sizeIfKnown());
    }

    boolean surviveRestart() {
        return store.survivesRestart();
    }
}
