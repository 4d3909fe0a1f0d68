package io.tasky.supervisor;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes the ids of runs: a random word for this supervisor, and a number that counts its runs. A run keeps the number;
 * the text is made when somebody asks. Thread-safe.
 */
final class RunIds {

    private static final int RANDOM_BITS = 100;

    private static final int RADIX = Character.MAX_RADIX;

    private final String prefix = new BigInteger(RANDOM_BITS, new SecureRandom()).toString(RADIX) + "-";

    private final AtomicLong count = new AtomicLong();

    long next() {
        return count.incrementAndGet();
    }

    String text(long number) {
        return prefix + Long.toString(number, RADIX);
    }

    /** The number inside an id; empty if this supervisor did not make it. */
    OptionalLong number(String id) {
        if (!id.startsWith(prefix)) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(id.substring(prefix.length()), RADIX));
        } catch (NumberFormatException ex) {
            return OptionalLong.empty();
        }
    }
}
