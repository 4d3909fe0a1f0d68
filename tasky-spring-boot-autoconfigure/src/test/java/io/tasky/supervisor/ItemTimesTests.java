package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ItemTimesTests {

    private static final long NOW = 100;

    private final ItemTimes times = new ItemTimes();

    private void put(long... moments) {
        for (long moment : moments) {
            times.comes(moment);
            times.came();
        }
    }

    private long first() {
        return times.due(NOW, 0);
    }

    @Test
    void firstItemIsDueWhenItHasWaited() {
        put(1, 2);
        assertThat(times.due(NOW, 10)).isEqualTo(11);
        times.left(1);
        assertThat(first()).isEqualTo(2);
    }

    @Test
    void itemOfWhichNobodyKnowsWhenItCameIsDueNow() {
        assertThat(first()).isEqualTo(NOW);
        assertThat(times.isEmpty()).isTrue();
    }

    @Test
    void itemThatFoundNoRoomLeavesNoTime() {
        put(1);
        times.comes(2);
        times.refused();
        times.left(1);
        assertThat(times.isEmpty()).isTrue();
    }

    @Test
    void itemsThatWereThereBeforeAreTheOldest() {
        put(5);
        times.found(2, 4);
        times.left(1);
        assertThat(first()).isEqualTo(5);
    }

    @Test
    void itemsThatComeBackAreTheFirstOnesOrTheLast() {
        put(1);
        times.cameBack(1, 7);
        times.cameBackLast(8);
        assertThat(first()).isEqualTo(7);
        times.left(1);
        assertThat(first()).isEqualTo(1);
        times.left(1);
        assertThat(first()).isEqualTo(8);
    }

    @Test
    void timesOfItemsThatAreGoneAreForgottenTheOldestFirst() {
        put(1, 2, 3);
        times.keep(1, times.put());
        assertThat(first()).isEqualTo(3);
        times.keep(0, times.put());
        assertThat(times.isEmpty()).isTrue();
    }

    @Test
    void timeOfAnItemThatIsBeingPutIsKept() {
        times.comes(1);
        times.keep(0, times.put());
        assertThat(first()).isEqualTo(1);
    }

    @Test
    void timeOfAnItemThatWasPutSinceTheItemsWereCountedIsKept() {
        put(1);
        long before = times.put();
        put(2);
        times.keep(1, before);
        assertThat(first()).isEqualTo(1);
    }
}
