package io.tasky.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.memory.InMemoryQueueStoreFactory;
import io.tasky.spi.QueueStore;
import io.tasky.spi.QueueStoreFactory;
import org.junit.jupiter.api.Test;

class InMemoryQueueStoreTests extends QueueStoreContract {

    private final QueueStoreFactory factory = new InMemoryQueueStoreFactory();

    @Override
    protected QueueStore<Object> create(int capacity) {
        return factory.create("orders", capacity);
    }

    @Test
    void memoryIsTheDefaultBackendAndDoesNotSurvive() {
        assertThat(factory.backend()).isEqualTo("memory");
        assertThat(create(1).survivesRestart()).isFalse();
    }
}
