package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DueKeysTests {

    private static final TimerRule RULE = new TimerRule(1_000_000, Long.MAX_VALUE, false);

    private final DueHeap heap = new DueHeap();

    private static KeyTimer armed(int key, long now) {
        KeyTimer timer = new KeyTimer(key, KeyTable.hash(key));
        timer.reset(RULE, now, null);
        return timer;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void heapGivesTheEarliestAsAPriorityQueueDoes(long seed) {
        Random random = new Random(seed);
        PriorityQueue<Long> reference = new PriorityQueue<>();
        for (int i = 0; i < 20_000; i++) {
            if (reference.isEmpty() || random.nextInt(i < 10_000 ? 3 : 5) == 0) {
                long moment = random.nextInt(1_000);
                heap.add(armed(i, 0), moment);
                reference.add(moment);
            } else if (random.nextBoolean()) {
                long moment = heap.first() + random.nextInt(100);
                heap.postponeTop(moment);
                reference.remove();
                reference.add(moment);
            } else {
                heap.removeTop();
                reference.remove();
            }
            assertThat(heap.first()).isEqualTo(reference.isEmpty() ? DueKeys.NEVER : reference.element());
            assertThat(heap.size()).isEqualTo(reference.size());
        }
    }

    @Test
    void heapStaysInOrderWhenSomeAreTakenOut() {
        Random random = new Random(7);
        for (int i = 0; i < 1_000; i++) {
            heap.add(armed(i, 0), random.nextInt(100));
        }
        heap.removeIf(timer -> timer.key().hashCode() % 3 == 0);
        assertThat(heap.size()).isEqualTo(666);
        long before = 0;
        while (heap.size() > 0) {
            assertThat(heap.first()).isGreaterThanOrEqualTo(before);
            before = heap.first();
            heap.removeTop();
        }
    }

    @Test
    void timersThatAreForgottenAgainAndAgainLeaveLittleBehind() {
        DueKeys due = new DueKeys(heap);
        for (int i = 0; i < 100_000; i++) {
            KeyTimer timer = armed(i, i);
            due.add(timer);
            timer.cancel(RULE);
            due.forget(timer);
        }
        assertThat(heap.size()).isLessThan(200);
    }

    @Test
    void timerThatIsPutOffKeepsItsPlaceUntilItIsLookedAt() {
        DueKeys due = new DueKeys(heap);
        KeyTimer timer = armed(1, 0);
        assertThat(due.add(timer)).isTrue();
        timer.reset(RULE, 5, null);
        assertThat(due.add(timer)).isFalse();
        assertThat(due.next()).isEqualTo(RULE.delay());
        assertThat(due.look(RULE.delay())).isNull();
        assertThat(due.next()).isEqualTo(RULE.delay() + 5);
        assertThat(due.look(RULE.delay() + 5)).isSameAs(timer);
        assertThat(due.next()).isEqualTo(DueKeys.NEVER);
    }
}
