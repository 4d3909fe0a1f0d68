package io.tasky.pool;

import io.tasky.task.TaskPriority;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sees in which order a pool of one slot starts its entries. Whoever had been brought before the entry before ended was
 * in line when the slot came free: so nobody less important may start before it, and nobody of its priority that came
 * later.
 */
final class OrderWatch implements WatchedEntry.Watch {

    private final AtomicLong clock = new AtomicLong();

    private final Set<WatchedEntry> unstarted = ConcurrentHashMap.newKeySet();

    private final Queue<String> violations = new ConcurrentLinkedQueue<>();

    private volatile long slotFree;

    void brings(WatchedEntry entry) {
        unstarted.add(entry);
    }

    void wasRefused(WatchedEntry entry) {
        unstarted.remove(entry);
    }

    void brought(WatchedEntry entry) {
        entry.brought = clock.incrementAndGet();
    }

    @Override
    public void started(WatchedEntry entry) {
        unstarted.remove(entry);
        for (WatchedEntry other : unstarted) {
            if (isWronged(other, entry)) {
                violations.add(entry + " started before " + other);
            }
        }
    }

    private boolean isWronged(WatchedEntry waiting, WatchedEntry started) {
        if (waiting.priority() == started.priority()) {
            boolean cameBefore = waiting.producer == started.producer && waiting.number < started.number;
            return cameBefore && waiting.brought != 0;
        }
        return waiting.priority().compareTo(started.priority()) > 0
                && waiting.brought != 0
                && waiting.brought < slotFree;
    }

    @Override
    public void ends(WatchedEntry entry) {
        slotFree = clock.incrementAndGet();
    }

    /** Those of the priorities with slots only: CRITICAL entries take no part in the order. */
    static List<TaskPriority> priorities() {
        return List.of(TaskPriority.LOW, TaskPriority.NORMAL, TaskPriority.HIGH);
    }

    Queue<String> violations() {
        return violations;
    }
}
