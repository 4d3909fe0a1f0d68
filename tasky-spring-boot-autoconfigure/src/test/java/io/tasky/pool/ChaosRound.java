package io.tasky.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.task.TaskPriority;
import io.tasky.testing.ManualTimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A pool to which everything happens at once: work of all kinds, removals, other sizes, interrupts, a thread factory that
 * refuses, and time that flies. Whatever happens, no entry and no slot may be lost.
 */
final class ChaosRound {

    private static final int PRODUCERS = 3;

    private static final Permit END = () -> {};

    private final SplittableRandom seeds;

    private final ManualTimeSource time = new ManualTimeSource();

    private final PoolConfig config;

    private final TaskPool pool;

    private final Queue<ChaosEntry> entries = new ConcurrentLinkedQueue<>();

    private final List<Thread> workers = new CopyOnWriteArrayList<>();

    private final BlockingQueue<Permit> closers = new LinkedBlockingQueue<>();

    private final AtomicInteger listening = new AtomicInteger();

    private final PoolThreads factory = new PoolThreads("chaos", null);

    private volatile boolean producing = true;

    private volatile boolean running = true;

    ChaosRound(long seed) {
        this.seeds = new SplittableRandom(seed);
        this.config = config(seeds);
        this.pool = PriorityPool.create(config, time, this::newThread);
    }

    private static PoolConfig config(SplittableRandom random) {
        // The longer lines are filled without the pool's lock, the shorter ones under it.
        int[] maxWaiting = {0, 3, 20, 96, 150, 600};
        return new PoolConfig(
                        "chaos",
                        1 + random.nextInt(4),
                        random.nextInt(3),
                        random.nextInt(3),
                        maxWaiting[random.nextInt(maxWaiting.length)],
                        1 + random.nextInt(4))
                .withAging(Duration.ofMinutes(random.nextInt(3)));
    }

    @SuppressWarnings("NullAway") // A factory that answers null is one of the things that happen.
    private Thread newThread(Runnable work) {
        int mood = producing ? ThreadLocalRandom.current().nextInt(4) : 0;
        if (mood == 2) {
            throw new IllegalStateException("no thread today");
        }
        Thread thread = mood == 3 ? null : factory.newThread(work);
        if (thread != null) {
            workers.add(thread);
        }
        return thread;
    }

    /** Runs until nothing is left to do; returns what is wrong then. */
    List<String> run() throws InterruptedException {
        List<Thread> producers = new ArrayList<>();
        for (int i = 0; i < PRODUCERS; i++) {
            SplittableRandom random = seeds.split();
            producers.add(start("producer", new ChaosProducer(pool, closers, entries, listening, random)));
        }
        SplittableRandom random = seeds.split();
        Thread saboteur = start("saboteur", () -> sabotage(random));
        Thread closer = start("closer", this::closePermits);
        Thread clock = start("clock", this::letTimeFly);
        join(producers);
        producing = false;
        join(List.of(saboteur));
        pool.resize(config);
        awaitEnd();
        running = false;
        closers.add(END);
        join(List.of(clock, closer));
        List<String> wrong = findings();
        pool.shutdown();
        join(workers);
        return wrong;
    }

    private static Thread start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.start();
        return thread;
    }

    private void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join(20_000);
            assertThat(thread.isAlive())
                    .as("%s lives; %s", thread.getName(), pool.snapshot())
                    .isFalse();
        }
    }

    /** A listener may bring an entry when the pool is idle already, so both have to be waited for. */
    private void awaitEnd() throws InterruptedException {
        Thread waiting = start("awaits the end", () -> {
            while (awaitIdle() && (listening.get() > 0 || pool.snapshot().taken() > 0)) {
                Thread.onSpinWait();
            }
        });
        try {
            join(List.of(waiting));
        } finally {
            waiting.interrupt();
        }
    }

    private boolean awaitIdle() {
        try {
            return pool.awaitIdle(Duration.ofDays(36_500));
        } catch (InterruptedException ex) {
            return false;
        }
    }

    private void sabotage(SplittableRandom random) {
        while (producing) {
            int choice = random.nextInt(100);
            if (choice < 20) {
                pool.resize(config(random));
            } else if (choice < 22) {
                pool.removeWaiting().forEach(entry -> ((ChaosEntry) entry).removed.incrementAndGet());
            } else if (!workers.isEmpty()) {
                workers.get(random.nextInt(workers.size())).interrupt();
            }
            Thread.onSpinWait();
        }
    }

    private void closePermits() {
        for (Permit permit = take(); permit != null && permit != END; permit = take()) {
            permit.close();
            permit.close();
        }
    }

    private @Nullable Permit take() {
        try {
            return closers.take();
        } catch (InterruptedException ex) {
            return null;
        }
    }

    private void letTimeFly() {
        while (running) {
            time.advance(Duration.ofMillis(ThreadLocalRandom.current().nextInt(70_000)));
            Thread.onSpinWait();
        }
    }

    private List<String> findings() {
        List<String> wrong = new ArrayList<>();
        entries.stream()
                .filter(entry -> !entry.isAccountedFor())
                .limit(10)
                .map(ChaosEntry::toString)
                .forEach(wrong::add);
        PoolSnapshot end = pool.snapshot();
        boolean free = end.taken() == 0
                && end.critical() == 0
                && pool.available(TaskPriority.CRITICAL) == config.criticalMax();
        for (TaskPriority priority : end.waiting().keySet()) {
            free &= pool.available(priority) == config.limit(priority)
                    && end.waiting().get(priority) == 0;
        }
        if (!free) {
            wrong.add("not everything came back: " + end);
        }
        return wrong;
    }
}
