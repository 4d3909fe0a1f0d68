package io.tasky.docs;

import io.tasky.task.TaskControl;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

@Component
class Maintenance {

    private final TaskControl clean;

    Maintenance(@Qualifier("mail.clean") TaskControl clean) {
        this.clean = clean;
    }

    void begin() {
        clean.pause();
    }

    void end() throws Exception {
        clean.resume();
        clean.trigger().get();
    }
}
