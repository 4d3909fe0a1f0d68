package io.tasky.docs;

import io.tasky.docs.Shipping.Parcel;
import io.tasky.task.TaskRun;
import org.springframework.stereotype.Service;

/** Calls the examples of the page on background tasks. Thread-safe. */
@Service
class Dispatch {

    private final Shipping shipping;

    Dispatch(Shipping shipping) {
        this.shipping = shipping;
    }

    String send(Parcel parcel) throws Exception {
        shipping.inform(parcel.customer(), "on its way"); // returns at once
        TaskRun<String> label = shipping.label(parcel);
        return label.get(); // waits, where the result is needed
    }
}
