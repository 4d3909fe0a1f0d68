package io.tasky.supervisor;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Timers by key: a hash table whose entries are the timers themselves, so that finding one touches one object less than in a
 * map. Keys of one hash beyond a few go to a map, which keeps its speed with those. Guarded by its stripe.
 */
final class KeyTable {

    private static final int SMALLEST = 16;

    /** How many timers one place takes. */
    private static final int LONGEST_CHAIN = 16;

    private @Nullable KeyTimer[] chains = new @Nullable KeyTimer[SMALLEST];

    private int size;

    private final Map<Object, KeyTimer> crowded = new HashMap<>();

    /** As maps have it: keys that were numbered one after the other stay near one another. */
    static int hash(Object key) {
        int hash = key.hashCode();
        return hash ^ (hash >>> 16);
    }

    @Nullable
    KeyTimer get(Object key, int hash) {
        for (KeyTimer timer = chains[hash & (chains.length - 1)]; timer != null; timer = timer.next) {
            if (timer.hash == hash && (timer.key() == key || timer.key().equals(key))) {
                return timer;
            }
        }
        return crowded.isEmpty() ? null : crowded.get(key);
    }

    /** Adds the timer of a key that has none. */
    void add(KeyTimer timer) {
        if (size >= chains.length - (chains.length >> 2)) {
            resize(chains.length << 1);
        }
        int length = 0;
        int place = timer.hash & (chains.length - 1);
        for (KeyTimer other = chains[place]; other != null; other = other.next) {
            length++;
        }
        if (length >= LONGEST_CHAIN) {
            crowded.put(timer.key(), timer);
        } else {
            link(timer, place);
            size++;
        }
    }

    private void link(KeyTimer timer, int place) {
        timer.next = chains[place];
        chains[place] = timer;
    }

    void remove(KeyTimer timer) {
        int place = timer.hash & (chains.length - 1);
        KeyTimer before = null;
        for (KeyTimer other = chains[place]; other != null; other = other.next) {
            if (other == timer) {
                unlink(before, timer, place);
                return;
            }
            before = other;
        }
        crowded.remove(timer.key());
    }

    private void unlink(@Nullable KeyTimer before, KeyTimer timer, int place) {
        if (before == null) {
            chains[place] = timer.next;
        } else {
            before.next = timer.next;
        }
        timer.next = null;
        size--;
        if (size < chains.length >> 3 && chains.length > SMALLEST) {
            resize(chains.length >> 1);
        }
    }

    private void resize(int length) {
        @Nullable KeyTimer[] old = chains;
        chains = new @Nullable KeyTimer[length];
        for (KeyTimer first : old) {
            KeyTimer timer = first;
            while (timer != null) {
                KeyTimer next = timer.next;
                link(timer, timer.hash & (length - 1));
                timer = next;
            }
        }
    }

    /** Looks at all timers, and removes those that it answers true for. */
    void removeIf(Predicate<KeyTimer> action) {
        for (int place = 0; place < chains.length; place++) {
            KeyTimer timer = chains[place];
            chains[place] = null;
            while (timer != null) {
                KeyTimer next = timer.next;
                if (action.test(timer)) {
                    timer.next = null;
                    size--;
                } else {
                    link(timer, place);
                }
                timer = next;
            }
        }
        crowded.values().removeIf(action);
        int fitting = chains.length;
        while (fitting > SMALLEST && size < fitting >> 3) {
            fitting >>= 1;
        }
        if (fitting < chains.length) {
            resize(fitting);
        }
    }

    int size() {
        return size + crowded.size();
    }
}
