package io.tasky.test;

import java.util.concurrent.locks.ReentrantLock;

/** What a test does with the clock and with work: one thing at a time, and never from within a run. Thread-safe. */
final class TestThread {

    private final ReentrantLock lock = new ReentrantLock();

    private final Attempts attempts;

    private final FailedRuns failures;

    TestThread(Attempts attempts, FailedRuns failures) {
        this.attempts = attempts;
        this.failures = failures;
    }

    /** Does something on this thread, and throws what runs failed with that it executed itself. */
    void execute(Runnable action) {
        if (attempts.isRunningHere()) {
            throw new IllegalStateException("Thread '" + Thread.currentThread().getName()
                    + "' executes a run, which cannot move the clock and wait for other runs. Do that in the test.");
        }
        lock.lock();
        try {
            failures.surface(action);
        } finally {
            lock.unlock();
        }
    }

    /** A test method begins: what was before is none of its business. */
    void testBegins() {
        attempts.forgetHandled();
        failures.setTesting(true);
    }

    void testEnds() {
        failures.setTesting(false);
    }
}
