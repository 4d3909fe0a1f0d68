package io.tasky.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What was logged while this was open; nothing of it reaches the console. Thread-safe. */
public final class CapturedLog implements AutoCloseable {

    private final Logger logger;

    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

    /** What all of Tasky logs. */
    public CapturedLog() {
        this("io.tasky");
    }

    /**
     * What one class logs.
     *
     * @param logging the class
     */
    public CapturedLog(Class<?> logging) {
        this(logging.getName());
    }

    /**
     * What one class logs from that level on, whatever the configuration says.
     *
     * @param logging the class
     * @param level the level
     */
    public CapturedLog(Class<?> logging, Level level) {
        this(logging.getName());
        logger.setLevel(level);
    }

    private CapturedLog(String name) {
        this.logger = (Logger) LoggerFactory.getLogger(name);
        logger.setAdditive(false);
        appender.start();
        logger.addAppender(appender);
    }

    /**
     * Answers what was logged at a level, in its order.
     *
     * @param level the level
     * @return the events
     */
    public List<ILoggingEvent> at(Level level) {
        // An appender is locked while it appends.
        synchronized (appender) {
            return appender.list.stream()
                    .filter(event -> event.getLevel() == level)
                    .toList();
        }
    }

    /**
     * Answers the messages that were logged at a level, in their order.
     *
     * @param level the level
     * @return the messages, without exceptions
     */
    public List<String> messagesAt(Level level) {
        return at(level).stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    /**
     * Answers the messages that were logged at a level, each followed by the text of its exception.
     *
     * @param level the level
     * @return the messages
     */
    public List<String> textsAt(Level level) {
        return at(level).stream()
                .map(event -> event.getFormattedMessage()
                        + (event.getThrowableProxy() == null
                                ? ""
                                : ": " + event.getThrowableProxy().getMessage()))
                .toList();
    }

    @Override
    public void close() {
        logger.setLevel(null);
        logger.detachAppender(appender);
        logger.setAdditive(true);
    }
}
