package io.tasky.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tasky.spi.QueueStore.Delivery;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What backends get from the interface where they fail. */
class QueueStoreTests {

    private final List<String> back = new ArrayList<>();

    private record Item(String item, boolean fails, List<String> back) implements Delivery<String> {

        @Override
        public void acknowledge() {}

        @Override
        public void giveBack() {
            if (fails) {
                throw new IllegalStateException("no " + item);
            }
            back.add(item);
        }

        @Override
        public void requeue() {}
    }

    /** Hands out its items, and then fails. */
    private record Failing(Deque<Item> items) implements QueueStore<String> {

        @Override
        public boolean offer(String item) {
            return false;
        }

        @Override
        public @Nullable Delivery<String> poll() {
            if (items.isEmpty()) {
                throw new NoClassDefFoundError("driver");
            }
            return items.poll();
        }

        @Override
        public int size() {
            return items.size();
        }

        @Override
        public int capacity() {
            return -1;
        }

        @Override
        public boolean survivesRestart() {
            return true;
        }
    }

    private Item item(String item) {
        return new Item(item, false, back);
    }

    private Item stuck(String item) {
        return new Item(item, true, back);
    }

    @Test
    void itemsAreGivenBackFromTheLastToTheFirst() {
        QueueStore.giveBack(List.of(item("a"), item("b"), item("c")));
        assertThat(back).containsExactly("c", "b", "a");
    }

    @Test
    void itemThatCannotBeGivenBackKeepsNoOtherFromIt() {
        assertThatThrownBy(() -> QueueStore.giveBack(List.of(item("a"), stuck("b"), item("c"), stuck("d"), item("e"))))
                .hasMessage("no d")
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .singleElement()
                        .satisfies(other -> assertThat(other).hasMessage("no b")));
        assertThat(back).containsExactly("e", "c", "a");
    }

    @Test
    void itemsThatWereTakenBeforeTheBackendFailedAreGivenBack() {
        QueueStore<String> store = new Failing(new ArrayDeque<>(List.of(item("a"), stuck("b"), item("c"))));
        assertThatThrownBy(() -> store.poll(9))
                .isInstanceOf(NoClassDefFoundError.class)
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .singleElement()
                        .satisfies(other -> assertThat(other).hasMessage("no b")));
        assertThat(back).containsExactly("c", "a");
    }
}
