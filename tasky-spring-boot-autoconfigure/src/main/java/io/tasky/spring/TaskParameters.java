package io.tasky.spring;

import io.tasky.task.TaskContext;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Which parameters of a task's method get the run's context, and which get something else. Immutable. */
final class TaskParameters {

    private static final @Nullable Object[] NO_ARGUMENTS = {};

    private final int count;

    private final int[] contexts;

    private final int[] others;

    private final boolean list;

    TaskParameters(Method method) {
        Class<?>[] types = SuspendingMethods.parameterTypes(method);
        this.count = types.length;
        this.contexts = IntStream.range(0, count)
                .filter(index -> types[index] == TaskContext.class)
                .toArray();
        this.others = IntStream.range(0, count)
                .filter(index -> types[index] != TaskContext.class)
                .toArray();
        this.list = others.length == 1 && types[others[0]] == List.class;
    }

    /** Whether the one thing that the method takes is a list. */
    boolean takesList() {
        return list;
    }

    /** The positions of the parameters that are no contexts. */
    int[] others() {
        return others.clone();
    }

    /** Whether the method takes nothing but contexts. */
    boolean onlyContexts() {
        return others.length == 0;
    }

    /** New arguments: the context where one is wanted, the item where something else is. */
    @Nullable
    Object[] arguments(@Nullable Object item) {
        if (count == 0) {
            return NO_ARGUMENTS;
        }
        @Nullable Object[] arguments = new @Nullable Object[count];
        for (int index : others) {
            arguments[index] = item;
        }
        fillContexts(arguments);
        return arguments;
    }

    /** Puts the context of this thread's run where one is wanted. */
    void fillContexts(@Nullable Object[] arguments) {
        for (int index : contexts) {
            arguments[index] = TaskContext.current();
        }
    }

    /** The arguments by value: without contexts, which mean nothing outside their run. */
    List<@Nullable Object> values(@Nullable Object[] arguments) {
        // Behind them may be a continuation, which the source does not show.
        List<@Nullable Object> values = new ArrayList<>(Arrays.asList(arguments).subList(0, count));
        for (int index : contexts) {
            values.set(index, null);
        }
        return Collections.unmodifiableList(values);
    }
}
