package io.tasky.pool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The idle threads of a pool, those that are kept for urgent entries apart. In each part the one that became idle last is
 * woken first, and the one that became idle first ends first. Not thread-safe: its pool's lock guards it.
 */
final class IdleWorkers {

    private final Deque<Worker> plain = new ArrayDeque<>();

    private final Deque<Worker> urgent = new ArrayDeque<>();

    boolean isEmpty() {
        return plain.isEmpty() && urgent.isEmpty();
    }

    void add(Worker worker) {
        (worker.urgentOnly ? urgent : plain).push(worker);
    }

    /** One for an urgent entry: whoever is idle, but first those that have run nothing else. */
    @Nullable
    Worker pollForUrgent() {
        return urgent.isEmpty() ? plain.poll() : urgent.poll();
    }

    /** One for another entry. The last one that is kept for urgent entries stays here, unless no other can be had. */
    @Nullable
    Worker pollForPlain(boolean noOther) {
        return plain.isEmpty() && (noOther || urgent.size() > 1) ? urgent.poll() : plain.poll();
    }

    /** Takes out those that became idle at that moment or before. */
    List<Worker> removeIdleSince(long nanoTime) {
        List<Worker> removed = new ArrayList<>();
        for (Deque<Worker> workers : List.of(plain, urgent)) {
            while (!workers.isEmpty() && workers.getLast().idleSince - nanoTime <= 0) {
                removed.add(workers.removeLast());
            }
        }
        return removed;
    }

    List<Worker> removeAll() {
        List<Worker> removed = new ArrayList<>(plain);
        removed.addAll(urgent);
        plain.clear();
        urgent.clear();
        return removed;
    }

    /** When the one that has been idle the longest became so. At least one must be here. */
    long longestIdleSince() {
        if (plain.isEmpty() || urgent.isEmpty()) {
            return (plain.isEmpty() ? urgent : plain).getLast().idleSince;
        }
        long first = plain.getLast().idleSince;
        long second = urgent.getLast().idleSince;
        return first - second < 0 ? first : second;
    }
}
