package io.tasky.spring;

import io.tasky.task.ItemRules;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import java.util.Comparator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;

/** Makes the rules of a queue's items of what its worker says: the name of a bean, an expression. Used by one thread. */
final class AnnotatedItemRules {

    private final BeanFactory beans;

    private final String task;

    private final TaskMethod method;

    AnnotatedItemRules(BeanFactory beans, String task, TaskMethod method) {
        this.beans = beans;
        this.task = task;
        this.method = method;
    }

    /** The rules that the attributes of a task say. */
    ItemRules of(TaskAttributes attributes) {
        String order = attributes.get(TaskAttribute.ORDER_BY);
        String key = attributes.get(TaskAttribute.KEY);
        if (order == null && key == null) {
            return ItemRules.NONE;
        }
        Comparator<Object> comparator = order == null ? null : ItemOrder.of(order, beans, origin());
        Function<Object, @Nullable Object> keys =
                key == null ? null : ItemKey.parse(key, attributes.get(TaskAttribute.QUEUE, task), origin());
        return new ItemRules(comparator, keys);
    }

    private String origin() {
        return "Task '" + task + "' (" + method.annotationName() + " method " + method.signature() + ")";
    }
}
