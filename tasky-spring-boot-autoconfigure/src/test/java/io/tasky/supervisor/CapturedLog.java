package io.tasky.supervisor;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What Tasky logged while this was open; nothing of it reaches the console. */
final class CapturedLog implements AutoCloseable {

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.tasky");

    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

    CapturedLog() {
        logger.setAdditive(false);
        appender.start();
        logger.addAppender(appender);
    }

    List<ILoggingEvent> at(Level level) {
        synchronized (appender) {
            return List.copyOf(appender.list).stream()
                    .filter(event -> event.getLevel() == level)
                    .toList();
        }
    }

    List<String> messagesAt(Level level) {
        return at(level).stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
        logger.setAdditive(true);
    }
}
