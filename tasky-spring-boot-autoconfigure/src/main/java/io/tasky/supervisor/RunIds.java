package io.tasky.supervisor;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The ids of runs: a random word for this supervisor, and a number, of which one part stands for the task and the other
 * counts its runs. A run keeps the number; the text is made when somebody asks. Thread-safe.
 */
final class RunIds {

    private static final int RANDOM_BITS = 100;

    /** More than a million million runs of each task. */
    private static final int COUNT_BITS = 40;

    private static final int RADIX = Character.MAX_RADIX;

    private final String prefix = new BigInteger(RANDOM_BITS, new SecureRandom()).toString(RADIX) + "-";

    private final AtomicLong tasks = new AtomicLong();

    /** What to add to the count of a new task's runs. */
    long nextTask() {
        return tasks.incrementAndGet() << COUNT_BITS;
    }

    /** Whether a run with that number is of the task that got that to add. */
    static boolean isOfTask(long number, long firstNumber) {
        return number >> COUNT_BITS == firstNumber >> COUNT_BITS;
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
