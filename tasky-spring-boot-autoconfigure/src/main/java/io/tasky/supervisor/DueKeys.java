package io.tasky.supervisor;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The timers of a stripe that have something to do: now, because they owe a run, or later. One that is put off stays where
 * it stands in the heap until its old moment comes; one that is forgotten stays until then, or until half of the heap is
 * such. Guarded by its stripe.
 */
final class DueKeys {

    /** Later than any moment. */
    static final long NEVER = Long.MAX_VALUE;

    /** How many timers are looked at to tell when the first one is due. */
    private static final int LOOKS = 1_000;

    private static final int FEW = 64;

    private final DueHeap heap;

    /** Those that owe a run and have none, in that order. */
    private final Set<KeyTimer> owing = new LinkedHashSet<>();

    /** How many in the heap are forgotten. */
    private int gone;

    DueKeys(DueHeap heap) {
        this.heap = heap;
    }

    /** Puts a timer where it belongs; answers whether it is anywhere new. */
    boolean add(KeyTimer timer) {
        boolean owes = timer.canStart() && owing.add(timer);
        boolean waits = timer.isArmed() && !timer.queued;
        if (waits) {
            timer.queued = true;
            heap.add(timer, timer.due());
        }
        return owes || waits;
    }

    /** The timer was cancelled, or fires now. */
    void withdraw(KeyTimer timer) {
        owing.remove(timer);
    }

    /** The stripe forgets a timer. */
    void forget(KeyTimer timer) {
        if (!timer.queued) {
            return;
        }
        timer.gone = true;
        gone++;
        if (gone > FEW && gone > heap.size() >> 1) {
            heap.removeIf(each -> each.gone);
            gone = 0;
        }
    }

    void clear() {
        heap.removeIf(timer -> true);
        owing.clear();
        gone = 0;
    }

    /** When there is something to do. */
    long next() {
        return owing.isEmpty()
                ? heap.first()
                : Math.min(heap.first(), firstOwing().fired());
    }

    private KeyTimer firstOwing() {
        return owing.iterator().next();
    }

    /** Takes the first that owes a run, or answers null. */
    @Nullable
    KeyTimer pollOwing() {
        if (owing.isEmpty()) {
            return null;
        }
        KeyTimer timer = firstOwing();
        owing.remove(timer);
        return timer;
    }

    boolean isDue(long now) {
        return heap.first() <= now;
    }

    /** Looks at the first that is due; answers it if its delay is over by now. */
    @Nullable
    KeyTimer look(long now) {
        KeyTimer timer = heap.top();
        if (timer.isArmed() && timer.due() > now) {
            heap.postponeTop(timer.due());
            return null;
        }
        return removeTop();
    }

    private @Nullable KeyTimer removeTop() {
        KeyTimer timer = heap.top();
        heap.removeTop();
        timer.queued = false;
        gone -= timer.gone ? 1 : 0;
        return timer.gone ? null : timer;
    }

    /** The end of the first delay, as far as some looks tell: exact, unless very many keys were reset. */
    long firstDue() {
        for (int looks = 0; heap.size() > 0 && looks < LOOKS; looks++) {
            KeyTimer timer = heap.top();
            if (!timer.isArmed()) {
                removeTop();
            } else if (timer.due() > heap.first()) {
                heap.postponeTop(timer.due());
            } else {
                break;
            }
        }
        return heap.first();
    }

    /** The moment since when the first of them owes a run, or {@link #NEVER}. */
    long firstOwed() {
        return owing.isEmpty() ? NEVER : firstOwing().fired();
    }
}
