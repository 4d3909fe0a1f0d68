package io.tasky.supervisor;

import io.tasky.task.DeadLetter;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The dead letters of a task, the latest of them. Thread-safe; its monitor guards the letters. */
final class DeadLetters {

    private static final Logger logger = LoggerFactory.getLogger(DeadLetters.class);

    /** How many are kept. */
    static final int MOST = 1000;

    /** By the order they came in, so that one that is put back comes to its own place. */
    private final NavigableMap<Long, DeadLetter<Object>> letters = new TreeMap<>();

    private long latest;

    /** Adds a letter; answers the one that had to go for it, or null. */
    synchronized @Nullable DeadLetter<Object> add(DeadLetter<Object> letter) {
        letters.put(++latest, letter);
        Map.Entry<Long, DeadLetter<Object>> oldest = letters.size() > MOST ? letters.pollFirstEntry() : null;
        return oldest == null ? null : oldest.getValue();
    }

    synchronized List<DeadLetter<Object>> all() {
        return List.copyOf(letters.values());
    }

    synchronized int size() {
        return letters.size();
    }

    /**
     * Hands out those that are there, the oldest first, until there is no room for one; answers how many were taken. One that
     * the taker fails at stays, and keeps no other from being taken.
     *
     * @param taker takes an item; false if there is no room
     */
    int replay(Predicate<Object> taker) {
        Replay replay = new Replay();
        // No more than there are now: one that fails at once comes back as another.
        long last = latest();
        Map.Entry<Long, DeadLetter<Object>> letter = takeAfter(0, last);
        while (letter != null) {
            boolean taken = false;
            try {
                taken = replay.hands(letter.getValue(), taker);
            } finally {
                if (!taken) {
                    putBack(letter);
                }
            }
            letter = replay.hasRoom ? takeAfter(letter.getKey(), last) : null;
        }
        replay.log();
        return replay.taken;
    }

    private synchronized long latest() {
        return latest;
    }

    private synchronized Map.@Nullable Entry<Long, DeadLetter<Object>> takeAfter(long earlier, long last) {
        Map.Entry<Long, DeadLetter<Object>> next = letters.higherEntry(earlier);
        if (next == null || next.getKey() > last) {
            return null;
        }
        letters.remove(next.getKey());
        return next;
    }

    private synchronized void putBack(Map.Entry<Long, DeadLetter<Object>> letter) {
        letters.put(letter.getKey(), letter.getValue());
    }

    /** What becomes of the letters. For one thread. */
    private static final class Replay {

        private int taken;

        private int failed;

        private @Nullable Throwable failure;

        private @Nullable DeadLetter<Object> failedLetter;

        private boolean hasRoom = true;

        boolean hands(DeadLetter<Object> letter, Predicate<Object> taker) {
            try {
                hasRoom = taker.test(letter.item());
                taken += hasRoom ? 1 : 0;
                return hasRoom;
            } catch (Throwable ex) {
                // The application's code: its key, or its store.
                failed++;
                failedLetter = failure == null ? letter : failedLetter;
                failure = failure == null ? ex : failure;
                return false;
            }
        }

        void log() {
            if (failedLetter != null) {
                logger.warn(
                        "{} dead letters of task '{}' could not be replayed and are kept; the first, of run {}, because of this",
                        failed,
                        failedLetter.task(),
                        failedLetter.runId(),
                        failure);
            }
        }
    }
}
