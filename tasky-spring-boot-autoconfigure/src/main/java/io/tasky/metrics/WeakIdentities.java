package io.tasky.metrics;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Remembers objects, each by its identity and for as long as somebody else holds it. Thread-safe. */
final class WeakIdentities {

    private final ReferenceQueue<Object> cleared = new ReferenceQueue<>();

    private final Set<Object> identities = ConcurrentHashMap.newKeySet();

    void add(Object object) {
        for (Reference<?> old = cleared.poll(); old != null; old = cleared.poll()) {
            identities.remove(old);
        }
        identities.add(new Identity(object, cleared));
    }

    boolean contains(Object object) {
        return !identities.isEmpty() && identities.contains(new Identity(object, null));
    }

    private static final class Identity extends WeakReference<Object> {

        private final int hash;

        Identity(Object object, @Nullable ReferenceQueue<Object> queue) {
            super(object, queue);
            this.hash = System.identityHashCode(object);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            // Once its object is gone, it is equal to itself only, and can be taken out.
            Object object = get();
            return this == other || (object != null && other instanceof Identity one && one.get() == object);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
