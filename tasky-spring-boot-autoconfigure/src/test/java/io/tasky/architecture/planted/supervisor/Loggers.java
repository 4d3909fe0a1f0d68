package io.tasky.architecture.planted.supervisor;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has loggers that are not private, not final, or not static. */
class Loggers {

    static final Logger OPEN = LoggerFactory.getLogger(Loggers.class);

    private static Logger changing = LoggerFactory.getLogger(Loggers.class);

    private final Logger instance = LoggerFactory.getLogger(Loggers.class);

    void log() {
        instance.debug("x");
        changing.debug("x");
        changing = OPEN;
    }
}
