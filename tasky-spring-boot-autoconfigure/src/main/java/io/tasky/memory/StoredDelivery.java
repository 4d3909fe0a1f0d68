package io.tasky.memory;

import io.tasky.spi.QueueStore.Delivery;

/** An item of a store in memory, in a worker's hands, and its place among the others. Used by one thread at a time. */
abstract class StoredDelivery implements Delivery<Object> {

    private final Object item;

    private boolean ended;

    StoredDelivery(Object item) {
        this.item = item;
    }

    @Override
    public final Object item() {
        return item;
    }

    @Override
    public final void acknowledge() {
        if (!ended) {
            forgotten();
            ended = true;
        }
    }

    @Override
    public final void giveBack() {
        if (!ended) {
            givenBack();
            ended = true;
        }
    }

    @Override
    public final void requeue() {
        if (!ended) {
            requeued();
            ended = true;
        }
    }

    /** The store needs it no more. */
    void forgotten() {}

    /** It waits again, in its old place. */
    abstract void givenBack();

    /** It waits again, as the last. */
    abstract void requeued();
}
