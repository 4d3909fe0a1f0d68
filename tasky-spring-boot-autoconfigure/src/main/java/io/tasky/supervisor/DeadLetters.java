package io.tasky.supervisor;

import io.tasky.task.DeadLetter;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The dead letters of a task, the latest of them. Thread-safe; its monitor guards the letters. */
final class DeadLetters {

    /** How many are kept. */
    static final int MOST = 1000;

    private final ArrayDeque<DeadLetter<Object>> letters = new ArrayDeque<>();

    /** Adds a letter; answers the one that had to go for it, or null. */
    synchronized @Nullable DeadLetter<Object> add(DeadLetter<Object> letter) {
        letters.addLast(letter);
        return letters.size() > MOST ? letters.removeFirst() : null;
    }

    synchronized List<DeadLetter<Object>> all() {
        return List.copyOf(letters);
    }

    synchronized int size() {
        return letters.size();
    }

    /** Hands out those that are there, the oldest first, until one is not taken; answers how many were. */
    int replay(Predicate<Object> taker) {
        int replayed = 0;
        // No more than there are now: one that fails at once comes back as another.
        for (int left = size(); left > 0; left--) {
            DeadLetter<Object> letter = first();
            if (letter == null) {
                return replayed;
            }
            boolean taken = false;
            try {
                taken = taker.test(letter.item());
            } finally {
                if (!taken) {
                    putBack(letter);
                }
            }
            if (!taken) {
                return replayed;
            }
            replayed++;
        }
        return replayed;
    }

    private synchronized @Nullable DeadLetter<Object> first() {
        return letters.pollFirst();
    }

    private synchronized void putBack(DeadLetter<Object> letter) {
        letters.addFirst(letter);
    }
}
