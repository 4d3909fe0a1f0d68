package io.tasky.pool;

import io.tasky.pool.ChaosEntry.Behaviour;
import io.tasky.task.TaskPriority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/** Brings entries to a pool in all ways, takes some out again, borrows slots and listens for room. For one thread. */
final class ChaosProducer implements Runnable {

    private static final int OPERATIONS = 1500;

    private static final TaskPriority[] PRIORITIES = TaskPriority.values();

    private static final Behaviour[] BEHAVIOURS = Behaviour.values();

    private final TaskPool pool;

    /** Where somebody closes what is put there. */
    private final BlockingQueue<Permit> closers;

    /** All entries of all producers. */
    private final Queue<ChaosEntry> entries;

    /** How many listeners of all producers have not been called. */
    private final AtomicInteger listening;

    private final SplittableRandom random;

    private final List<ChaosEntry> own = new ArrayList<>();

    ChaosProducer(
            TaskPool pool,
            BlockingQueue<Permit> closers,
            Queue<ChaosEntry> entries,
            AtomicInteger listening,
            SplittableRandom random) {
        this.pool = pool;
        this.closers = closers;
        this.entries = entries;
        this.listening = listening;
        this.random = random;
    }

    @Override
    public void run() {
        for (int i = 0; i < OPERATIONS; i++) {
            TaskPriority priority = PRIORITIES[random.nextInt(PRIORITIES.length)];
            int choice = random.nextInt(100);
            if (choice < 70) {
                own.add(bring(newEntry(priority), choice));
            } else if (choice < 85) {
                removeOneOfTheLatest();
            } else if (choice < 90) {
                borrow(priority, random.nextBoolean());
            } else if (choice < 93) {
                listening.incrementAndGet();
                ChaosEntry entry = newEntry(priority);
                pool.whenRoom(priority, () -> bringAndCount(entry));
            } else if (choice < 96) {
                raiseOneOfTheLatest(priority);
            } else if (pool.isAwaited(priority)) {
                Thread.onSpinWait();
            }
        }
    }

    private ChaosEntry newEntry(TaskPriority priority) {
        ChaosEntry entry = new ChaosEntry(pool, priority, BEHAVIOURS[random.nextInt(BEHAVIOURS.length)], closers);
        entries.add(entry);
        return entry;
    }

    private void bringAndCount(ChaosEntry entry) {
        bring(entry, 60);
        listening.decrementAndGet();
    }

    private ChaosEntry bring(ChaosEntry entry, int way) {
        try {
            if (way < 50) {
                pool.submit(entry);
            } else if (way < 55) {
                PoolEntry gone = pool.submitInstead(entry, other -> true);
                if (gone instanceof ChaosEntry other) {
                    other.removed.incrementAndGet();
                }
            } else if (way < 60) {
                entry.accepted.addAndGet(pool.offer(entry, Duration.ofMillis(random.nextInt(100))) ? 1 : 0);
                return entry;
            } else if (way < 65) {
                entry.accepted.addAndGet(pool.offer(entry) ? 1 : 0);
                return entry;
            } else {
                pool.readmit(entry);
            }
            entry.accepted.incrementAndGet();
        } catch (RejectedExecutionException ex) {
            Thread.onSpinWait();
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        return entry;
    }

    private void removeOneOfTheLatest() {
        if (own.isEmpty()) {
            return;
        }
        ChaosEntry entry = own.get(own.size() - 1 - random.nextInt(Math.min(20, own.size())));
        if (pool.remove(entry)) {
            entry.removed.incrementAndGet();
            if (random.nextBoolean()) {
                bring(entry, random.nextInt(70));
            }
        }
    }

    private void raiseOneOfTheLatest(TaskPriority priority) {
        if (!own.isEmpty()) {
            pool.raise(own.get(own.size() - 1 - random.nextInt(Math.min(20, own.size()))), priority);
        }
    }

    private void borrow(TaskPriority priority, boolean closeHere) {
        Permit permit = pool.tryAcquire(priority);
        if (permit != null && closeHere) {
            permit.close();
            permit.close();
        } else if (permit != null) {
            closers.add(permit);
        }
    }
}
