package io.tasky.spring;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.GenericApplicationListener;
import org.springframework.core.ResolvableType;

/** Passes events of one type on, or payloads of that type, on the publisher's thread. Thread-safe. */
final class TimerEventListener implements GenericApplicationListener {

    private final Class<?> type;

    private final Consumer<Object> action;

    TimerEventListener(Class<?> type, Consumer<Object> action) {
        this.type = type;
        this.action = action;
    }

    @Override
    public boolean supportsEventType(ResolvableType eventType) {
        Class<?> event = eventType.toClass();
        if (type.isAssignableFrom(event)) {
            return true;
        }
        if (!PayloadApplicationEvent.class.isAssignableFrom(event)) {
            return false;
        }
        // Where the payload's type is unknown, the event itself will tell.
        Class<?> payload =
                eventType.as(PayloadApplicationEvent.class).getGeneric().resolve();
        return payload == null || type.isAssignableFrom(payload);
    }

    @Override
    public void onApplicationEvent(ApplicationEvent event) {
        Object wanted = wanted(event);
        if (type.isInstance(wanted)) {
            action.accept(wanted);
        }
    }

    private @Nullable Object wanted(ApplicationEvent event) {
        return !type.isInstance(event) && event instanceof PayloadApplicationEvent<?> carrier
                ? carrier.getPayload()
                : event;
    }
}
