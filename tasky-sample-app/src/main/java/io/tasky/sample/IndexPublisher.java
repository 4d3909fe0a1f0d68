package io.tasky.sample;

import io.tasky.annotation.TimerTask;
import io.tasky.task.TaskPriority;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Makes the changes of the index visible when no more of them came for a while: every change resets its timer. */
@Component
class IndexPublisher {

    private static final Logger log = LoggerFactory.getLogger(IndexPublisher.class);

    private final SearchIndex index;

    IndexPublisher(SearchIndex index) {
        this.index = index;
    }

    @TimerTask(name = "index.publish", delay = "1s", autoStart = false, priority = TaskPriority.NORMAL)
    void publish() throws IOException {
        index.publish();
        log.info("Published the index: {} files can be searched.", index.size());
    }
}
