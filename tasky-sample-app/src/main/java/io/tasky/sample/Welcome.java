package io.tasky.sample;

import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Tells in one line of the log where to look. */
@Component
class Welcome {

    private static final Logger log = LoggerFactory.getLogger(Welcome.class);

    private final Environment environment;

    private final Path root;

    Welcome(Environment environment, SampleProperties properties) {
        this.environment = environment;
        this.root = properties.root();
    }

    @EventListener(ApplicationReadyEvent.class)
    void ready() {
        String address = "http://localhost:" + environment.getProperty("local.server.port");
        log.info(
                "Open {}/ to search {}, and {}/actuator/taskyui to see the tasks.",
                address,
                Printable.of(root.toString()),
                address);
    }
}
