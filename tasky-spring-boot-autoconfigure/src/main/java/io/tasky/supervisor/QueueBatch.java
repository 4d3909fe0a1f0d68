package io.tasky.supervisor;

import io.tasky.spi.QueueStore.Delivery;
import java.util.List;

/**
 * Items that are handled together, by one run. Immutable.
 *
 * @param deliveries their deliveries, the first item first
 */
record QueueBatch(List<Delivery<Object>> deliveries) {

    List<Object> items() {
        return deliveries.stream().map(Delivery::item).toList();
    }
}
