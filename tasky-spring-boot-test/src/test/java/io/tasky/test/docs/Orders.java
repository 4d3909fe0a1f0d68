package io.tasky.test.docs;

import io.tasky.annotation.QueueWorker;
import io.tasky.annotation.Retry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A queue of orders; a warehouse that does not answer is asked again, three times at most. */
class Orders {

    final List<String> shipped = new ArrayList<>();

    boolean warehouseAnswers = true;

    @QueueWorker(name = "orders", retry = @Retry(maxRetries = "2", delay = "1m"))
    void ship(String order) throws IOException {
        if (!warehouseAnswers) {
            throw new IOException("The warehouse does not answer.");
        }
        shipped.add(order);
    }
}
