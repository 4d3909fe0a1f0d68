package io.tasky.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.spi.QueueStore;
import io.tasky.spi.QueueStore.Delivery;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ObservedQueueStoreTests extends QueueStoreContract {

    private final Producing producing = new Producing();

    @AfterEach
    void stopProducing() {
        producing.close();
    }

    @Override
    protected QueueStore<Object> create(int capacity) {
        return producing.stores.create("orders", capacity);
    }

    @Test
    void itemKeepsItsProducerThroughEveryReturn() {
        QueueStore<Object> store = create(2);
        assertThat(store.offer("item")).isTrue();
        for (int i = 0; i < 2; i++) {
            Delivery<Object> delivery = Objects.requireNonNull(store.poll());
            assertThat(delivery.item()).isEqualTo("item");
            assertThat(delivery.context()).isNotNull();
            if (i == 0) {
                delivery.giveBack();
            } else {
                delivery.requeue();
            }
        }
        assertThat(store.poll(5))
                .singleElement()
                .satisfies(last -> assertThat(last.context()).isNotNull());
    }

    @Test
    void itemThatIsPutWhereNothingIsCurrentBringsNothing() {
        producing.close();
        QueueStore<Object> store = create(2);
        assertThat(store.offer("item")).isTrue();
        assertThat(Objects.requireNonNull(store.poll()).context()).isNull();
    }
}
