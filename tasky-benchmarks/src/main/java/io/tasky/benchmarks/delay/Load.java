package io.tasky.benchmarks.delay;

import io.tasky.benchmarks.probe.Spin;
import java.time.Duration;

/** What the plain work does. */
public enum Load {

    /** Sleeps: holds its thread and no processor. */
    SLEEP(Duration.ofMillis(5)) {
        @Override
        void once() {
            try {
                Thread.sleep(5);
            } catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        int atOnce() {
            return SLOTS;
        }
    },

    /** Uses a processor for that long. */
    SPIN(Duration.ofMillis(1)) {
        @Override
        void once() {
            Spin.spin(Duration.ofMillis(1));
        }

        @Override
        int atOnce() {
            return Math.min(SLOTS, Runtime.getRuntime().availableProcessors());
        }
    };

    private static final int SLOTS = 8;

    private final Duration length;

    Load(Duration length) {
        this.length = length;
    }

    /** Does one piece of the work. */
    abstract void once();

    /** How many pieces of it go on at the same time, at best. */
    abstract int atOnce();

    /**
     * How long many pieces of it take on 8 threads if nothing gets in their way.
     *
     * @param pieces how many
     * @return milliseconds
     */
    public double idealMillis(int pieces) {
        return (double) length.toMillis() * pieces / atOnce();
    }
}
