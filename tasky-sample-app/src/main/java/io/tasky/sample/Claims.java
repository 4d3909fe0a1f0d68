package io.tasky.sample;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** The files that are queued or being looked at, so that no scan queues one of them twice. Thread-safe. */
@Component
class Claims {

    private final Set<Path> claimed = ConcurrentHashMap.newKeySet();

    /** Claims a file, and tells whether nobody else had. */
    boolean claim(Path path) {
        return claimed.add(path);
    }

    /** Ends a claim. */
    void release(Path path) {
        claimed.remove(path);
    }

    int size() {
        return claimed.size();
    }
}
