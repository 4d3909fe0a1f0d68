package io.tasky.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.task.TaskPriority;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class HandoverTests {

    private final Handover handover = new Handover();

    private final EntryLine line = new EntryLine();

    @Test
    void closedHandsOverNothing() {
        line.add(new Numbered(1));

        assertThat(handover.take(false)).isNull();
        assertThat(handover.priority()).isNull();
    }

    @Test
    void openHandsOverInTheOrderOfTheLineAndNoMoreThanItWasOpenedFor() {
        List<Numbered> entries = addToLine(3);

        handover.open(TaskPriority.LOW, line, 2);

        assertThat(handover.take(false)).isSameAs(entries.get(0));
        assertThat(handover.isUsedUp()).isFalse();
        assertThat(handover.take(false)).isSameAs(entries.get(1));
        assertThat(handover.isUsedUp()).isTrue();
        assertThat(handover.take(false)).isNull();
        assertThat(handover.close()).isEqualTo(2);
        assertThat(line.contains(entries.get(1))).isFalse();
        assertThat(line.contains(entries.get(2))).isTrue();
    }

    @Test
    void threadForUrgentEntriesGetsNoOthers() {
        List<Numbered> entries = addToLine(2);

        handover.open(TaskPriority.NORMAL, line, 2);
        assertThat(handover.take(true)).isNull();
        assertThat(handover.close()).isZero();
        handover.open(TaskPriority.HIGH, line, 2);

        assertThat(handover.take(true)).isSameAs(entries.get(0));
        assertThat(handover.close()).isOne();
    }

    @Test
    void entryThatWasTakenOutOfTheLineIsPassedOver() {
        List<Numbered> entries = addToLine(3);
        line.remove(entries.get(1));

        handover.open(TaskPriority.LOW, line, 3);

        assertThat(handover.take(false)).isSameAs(entries.get(0));
        assertThat(handover.take(false)).isSameAs(entries.get(2));
        assertThat(handover.take(false)).isNull();
        assertThat(handover.close()).isEqualTo(2);
        assertThat(line.isEmpty()).isTrue();
    }

    @Test
    void asManyHaveASlotAfterAHandoverAsBefore() {
        List<Numbered> entries = addToLine(4);
        line.grant();

        handover.open(TaskPriority.LOW, line, 3);
        handover.take(false);
        handover.take(false);

        assertThat(handover.close()).isEqualTo(2);
        assertThat(line.isGranted(entries.get(2))).isTrue();
        assertThat(line.isGranted(entries.get(3))).isFalse();
        assertThat(line.pollGranted()).isSameAs(entries.get(2));
        assertThat(line.hasGranted()).isFalse();
    }

    @Test
    void lineGrowsAndClosesItsGapsWithoutChangingTheOrder() {
        List<Numbered> left = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            Numbered entry = new Numbered(i);
            line.add(entry);
            if (i % 3 == 0) {
                left.add(entry);
            } else {
                line.remove(entry);
            }
        }
        List<PoolEntry> visited = new ArrayList<>();

        line.forEach(visited::add, Integer.MAX_VALUE);

        assertThat(visited).isEqualTo(left);
        assertThat(line.ring()).hasSizeLessThan(4 * left.size() + 1);
    }

    @Test
    void lineThatIsHandedOverToItsEndGivesItsMemoryBack() {
        addToLine(10_000);
        while (!line.isEmpty()) {
            handover.open(TaskPriority.LOW, line, 10_000);
            while (handover.take(false) != null) {
                assertThat(handover.priority()).isNotNull();
            }
            handover.close();
        }

        assertThat(line.ring()).hasSize(16);
    }

    /** The cursor's index has 32 bits: it must not spill into the count beside it. */
    @Test
    void indexesMayOverflow() {
        handover.open(TaskPriority.LOW, line, 0);
        handover.close();
        EntryLine late = EntryLine.startingAt(-2);
        List<Numbered> entries = List.of(new Numbered(0), new Numbered(1), new Numbered(2), new Numbered(3));
        entries.forEach(late::add);

        handover.open(TaskPriority.LOW, late, 4);

        entries.forEach(entry -> assertThat(handover.take(false)).isSameAs(entry));
        assertThat(handover.take(false)).isNull();
        assertThat(handover.close()).isEqualTo(4);
        assertThat(handover.priority()).isNull();
    }

    /** Threads take while another opens and closes, as it does under the pool's lock. */
    @Test
    @Tag("race")
    @Timeout(60)
    void nothingIsHandedOverTwiceOrLostOrInAnotherOrder() throws InterruptedException {
        int total = 200_000;
        int takers = 3;
        ConcurrentLinkedQueue<int[]> takenByEach = new ConcurrentLinkedQueue<>();
        AtomicInteger left = new AtomicInteger(total);
        CountDownLatch done = new CountDownLatch(takers);
        for (int i = 0; i < takers; i++) {
            new Thread(() -> take(left, takenByEach, total, done), "taker-" + i).start();
        }

        int counted = 0;
        int added = 0;
        while (counted < total) {
            for (int i = 0; i < 50 && added < total; i++) {
                line.add(new Numbered(added++));
            }
            handover.open(TaskPriority.LOW, line, Integer.MAX_VALUE);
            Thread.onSpinWait();
            counted += handover.close();
        }

        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        int[] seen = new int[total];
        for (int[] numbers : takenByEach) {
            assertThat(numbers).isSorted();
            for (int number : numbers) {
                seen[number]++;
            }
        }
        assertThat(seen).containsOnly(1);
    }

    private void take(AtomicInteger left, ConcurrentLinkedQueue<int[]> takenByEach, int total, CountDownLatch done) {
        int[] numbers = new int[total];
        int size = 0;
        while (left.get() > 0) {
            PoolEntry entry = handover.take(false);
            if (entry instanceof Numbered numbered) {
                numbers[size++] = numbered.number;
                left.decrementAndGet();
            }
        }
        takenByEach.add(Arrays.copyOf(numbers, size));
        done.countDown();
    }

    private List<Numbered> addToLine(int count) {
        List<Numbered> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Numbered entry = new Numbered(i);
            line.add(entry);
            entries.add(entry);
        }
        return entries;
    }

    private static final class Numbered extends PoolEntry {

        private final int number;

        Numbered(int number) {
            super(TaskPriority.LOW);
            this.number = number;
        }

        @Override
        protected Next run(@Nullable PoolEntry before) {
            throw new UnsupportedOperationException("Nobody runs it here.");
        }
    }
}
