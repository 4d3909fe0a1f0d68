package io.tasky.supervisor;

import io.tasky.spi.QueueStore;
import io.tasky.spi.QueueStore.Delivery;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes items one by one; while they are handled quickly, several at once, so that workers and producers seldom meet. Used by
 * one thread at a time.
 */
final class ItemTaker implements QueueTaker {

    private static final int MOST = 64;

    /** Whoever has handled what it took within this time takes twice as much next. */
    private static final long QUICK_NANOS = Duration.ofMillis(1).toNanos();

    private final QueueItems items;

    private final QueueTasks others;

    private QueueHand hand = QueueHand.EMPTY;

    /** How many to take next. */
    private int reach;

    /** When it took something last. */
    private long takenAt;

    private boolean brisk;

    ItemTaker(DefaultTaskQueue queue) {
        this.items = queue.items();
        this.others = queue.tasks();
    }

    @Override
    public @Nullable Object next(long now) {
        Delivery<Object> item = hand.next();
        return item != null ? item : reachOut(now);
    }

    private @Nullable Delivery<Object> reachOut(long now) {
        dropHand();
        Delivery<Object> waits = items.hands().takeFromSlow(now - QUICK_NANOS);
        if (waits != null) {
            return waits;
        }
        brisk = reach > 0 && now - takenAt < QUICK_NANOS && items.areTakenInHands();
        int count = brisk ? Math.min(reach * 2, MOST) : 1;
        Delivery<Object> item = count > 1 ? take(count, now) : items.take();
        if (item == null) {
            return items.hands().take();
        }
        reach = count;
        takenAt = now;
        return item;
    }

    private @Nullable Delivery<Object> take(int count, long now) {
        List<Delivery<Object>> taken = items.take(count);
        if (taken.isEmpty()) {
            return null;
        }
        hand = new QueueHand(taken, now);
        Delivery<Object> first = hand.next();
        if (taken.size() > 1) {
            items.hands().add(hand);
            // One that found nothing a moment ago may help: none of these is to wait behind a long one.
            others.callForHelp();
        }
        return first;
    }

    @Override
    public boolean isBrisk() {
        return brisk;
    }

    private void dropHand() {
        if (hand != QueueHand.EMPTY) {
            items.hands().remove(hand);
            hand = QueueHand.EMPTY;
        }
    }

    @Override
    public void putDown() {
        List<Delivery<Object>> rest = hand.rest();
        dropHand();
        QueueStore.giveBack(rest);
        if (!rest.isEmpty()) {
            items.cameBack(rest.size());
            others.wake();
        }
    }
}
