package io.tasky.spring;

import io.tasky.annotation.TimerKey;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskContext;
import io.tasky.task.TimerFiring;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedMethod;
import org.springframework.core.annotation.MergedAnnotations;

/** Which events reset a timer, and which parameters of its method get the key, the event and the run's context. Immutable. */
final class TimerParameters {

    /** Of the parameters that the source shows. */
    private final Class<?>[] types;

    private final @Nullable Class<?> resetOn;

    private final int[] keys;

    private final int[] contexts;

    private final int[] events;

    private TimerParameters(TaskMethod method) {
        Class<?> annotated = method.annotation().getClass("resetOn");
        MethodParameter[] parameters = new AnnotatedMethod(method.method()).getMethodParameters();
        this.types = SuspendingMethods.parameterTypes(method.method());
        this.resetOn = annotated == void.class ? null : annotated;
        this.keys = positions(index -> isKey(parameters[index]));
        this.contexts = positions(index -> !isKey(parameters[index]) && types[index] == TaskContext.class);
        this.events = positions(
                index -> !isKey(parameters[index]) && types[index] != TaskContext.class && takesEvent(types[index]));
    }

    /** What is known of a timer's method. */
    static TimerParameters of(TaskMethod method) {
        return new TimerParameters(method);
    }

    private int[] positions(IntPredicate condition) {
        return IntStream.range(0, types.length).filter(condition).toArray();
    }

    private static boolean isKey(MethodParameter parameter) {
        return MergedAnnotations.from(parameter.getParameterAnnotations()).isPresent(TimerKey.class);
    }

    private boolean takesEvent(Class<?> type) {
        return resetOn != null && type.isAssignableFrom(resetOn);
    }

    /** The type of the events that reset the timer, or of their payloads; null if none do. */
    @Nullable
    Class<?> resetOn() {
        return resetOn;
    }

    /** How many parameters are to get the key. */
    int keys() {
        return keys.length;
    }

    /** The position of the one parameter that gets the key. */
    int key() {
        return keys[0];
    }

    Class<?> keyType() {
        return types[key()];
    }

    /** The types of the parameters that nobody fills. */
    List<Class<?>> unknown() {
        List<Class<?>> unknown = new ArrayList<>(List.of(types));
        for (int[] known : List.of(keys, contexts, events)) {
            for (int index : known) {
                unknown.remove(types[index]);
            }
        }
        return unknown;
    }

    /** What was said of the timer, with what its parameters say. */
    TaskAttributes complete(TaskAttributes attributes) {
        TaskAttributes complete = attributes.with(TaskAttribute.KEYED, keys.length > 0);
        // At the start there is no event to give.
        return events.length > 0 ? complete.with(TaskAttribute.AUTO_START, false) : complete;
    }

    /** New arguments for a call on a run's thread. */
    @Nullable
    Object[] arguments(@Nullable TimerFiring firing) {
        @Nullable Object[] arguments = new @Nullable Object[types.length];
        fill(arguments, firing);
        for (int index : contexts) {
            arguments[index] = TaskContext.current();
        }
        return arguments;
    }

    /** The arguments by value: without contexts, which mean nothing outside their run. */
    List<@Nullable Object> values(@Nullable TimerFiring firing) {
        @Nullable Object[] values = new @Nullable Object[types.length];
        fill(values, firing);
        List<@Nullable Object> list = new ArrayList<>();
        Collections.addAll(list, values);
        return Collections.unmodifiableList(list);
    }

    private void fill(@Nullable Object[] arguments, @Nullable TimerFiring firing) {
        if (firing != null) {
            for (int index : keys) {
                arguments[index] = firing.key();
            }
            for (int index : events) {
                arguments[index] = firing.event();
            }
        }
    }
}
