package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.spi.QueueStore.Delivery;
import io.tasky.spi.RunContextCarrier.Captured;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a store has kept of an item's producer goes around the attempts of its run. */
class DeliveredContextTests {

    private final List<String> calls = new ArrayList<>();

    private final Captured own = noting("own");

    private final Captured brought = noting("brought");

    private Captured noting(String name) {
        return attempt -> {
            calls.add(name);
            return attempt.call();
        };
    }

    /** A delivery of a store that keeps that. */
    private record Item(@Nullable Captured context) implements Delivery<Object> {

        @Override
        public Object item() {
            return "item";
        }

        @Override
        public void acknowledge() {}

        @Override
        public void giveBack() {}

        @Override
        public void requeue() {}
    }

    @Test
    void whatTheItemBringsIsOutermost() throws Throwable {
        Captured both = Objects.requireNonNull(DeliveredContext.around(new Item(brought), own));
        assertThat(both.call(() -> "result")).isEqualTo("result");
        assertThat(calls).containsExactly("brought", "own");
    }

    @Test
    void whatIsAloneStaysAsItIs() {
        assertThat(DeliveredContext.around(new Item(brought), null)).isSameAs(brought);
        assertThat(DeliveredContext.around(new Item(null), own)).isSameAs(own);
        assertThat(DeliveredContext.around("a call", own)).isSameAs(own);
        assertThat(DeliveredContext.around(null, null)).isNull();
    }
}
