package org.springframework.samples.shop;

import io.tasky.annotation.PeriodicTask;
import org.springframework.stereotype.Component;

/** A component of an application whose package begins as Spring's do, which Spring's own samples have. */
@Component
public class ShopJobs {

    /** Due in an hour. */
    @PeriodicTask(fixedRate = "1h", initialDelay = "1h")
    public void clean() {}
}
