package io.tasky.supervisor;

import io.tasky.spi.QueueStore.Delivery;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The hands of a queue's workers that hold more than the item at hand. Thread-safe. */
final class QueueHands {

    private final Set<QueueHand> hands = ConcurrentHashMap.newKeySet();

    void add(QueueHand hand) {
        hands.add(hand);
    }

    void remove(QueueHand hand) {
        hands.remove(hand);
    }

    /** Takes an item out of a hand that was filled before a moment: it waits behind a long one, and came before what is in the store. */
    @Nullable
    Delivery<Object> takeFromSlow(long before) {
        if (hands.isEmpty()) {
            return null;
        }
        for (QueueHand hand : hands) {
            Delivery<Object> item = hand.takenAt() - before < 0 ? hand.next() : null;
            if (item != null) {
                return item;
            }
        }
        return null;
    }

    /** Takes an item out of somebody's hand, so that none waits behind a long one; null if there is none. */
    @Nullable
    Delivery<Object> take() {
        for (QueueHand hand : hands) {
            Delivery<Object> item = hand.next();
            if (item != null) {
                return item;
            }
        }
        return null;
    }

    int left() {
        int left = 0;
        for (QueueHand hand : hands) {
            left += hand.left();
        }
        return left;
    }
}
