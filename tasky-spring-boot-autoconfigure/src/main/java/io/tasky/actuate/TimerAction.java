package io.tasky.actuate;

import io.tasky.task.TaskTimer;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.convert.support.DefaultConversionService;

/**
 * What a request wants of a timer, or of that of one key, which comes as text. As thread-safe as the timer.
 *
 * @param timer the timer
 * @param text the key as text, or null for none
 */
record TimerAction(TaskTimer<Object> timer, @Nullable String text) {

    /** Does it; answers whether that made a difference. */
    boolean perform(TaskyAction action) {
        Object key = key();
        return switch (action) {
            case RESET -> reset(key);
            case FIRE -> key == null ? timer.fire() : timer.fire(key);
            case CANCEL -> key == null ? timer.cancel() : timer.cancel(key);
            default -> throw new IllegalArgumentException(action.word() + " is not done to a timer.");
        };
    }

    private boolean reset(@Nullable Object key) {
        if (key == null) {
            if (timer.keyType() != null) {
                throw RequestFields.because(
                        "The timer '" + timer.name() + "' has keys. Send the key of the one to reset.");
            }
            timer.reset();
        } else {
            timer.reset(key);
        }
        return true;
    }

    private @Nullable Object key() {
        if (text == null) {
            return null;
        }
        Class<?> type = timer.keyType();
        if (type == null) {
            throw RequestFields.because("The timer '" + timer.name() + "' has no keys. Leave the key out.");
        }
        Object key;
        try {
            key = DefaultConversionService.getSharedInstance().convert(text, type);
        } catch (ConversionException ex) {
            // Not kept as the cause: its message repeats the key.
            throw notAKey(type);
        }
        if (key == null) {
            throw notAKey(type);
        }
        return key;
    }

    /** A key is user data: it is not repeated. */
    private RuntimeException notAKey(Class<?> type) {
        return RequestFields.because("The key cannot be read as a " + type.getName() + ", which the keys of timer '"
                + timer.name() + "' are. Send one that can.");
    }
}
