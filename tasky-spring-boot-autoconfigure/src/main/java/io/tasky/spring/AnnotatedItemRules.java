package io.tasky.spring;

import io.tasky.task.ItemRules;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskConfigurationException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.util.function.SingletonSupplier;

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
        Comparator<Object> comparator = order == null ? null : comparator(order);
        Function<Object, @Nullable Object> keys =
                key == null ? null : ItemKey.parse(key, attributes.get(TaskAttribute.QUEUE, task), origin());
        return new ItemRules(comparator, keys);
    }

    /** The bean is not made before an item comes: tasks are found before there are beans. */
    private Comparator<Object> comparator(String bean) {
        if (!beans.containsBean(bean) || !beans.isTypeMatch(bean, Comparator.class)) {
            throw new TaskConfigurationException(
                    origin() + " has orderBy '" + bean + "', which is no bean of type Comparator" + others() + ".",
                    "Declare it as a bean of type Comparator, or name another one.");
        }
        SingletonSupplier<Comparator<Object>> found = SingletonSupplier.of(() -> get(bean));
        return (one, other) -> found.obtain().compare(one, other);
    }

    @SuppressWarnings("unchecked") // Whether it compares what the queue takes, shows when it does.
    private Comparator<Object> get(String bean) {
        return (Comparator<Object>) beans.getBean(bean, Comparator.class);
    }

    private String others() {
        if (!(beans instanceof ListableBeanFactory listable)) {
            return "";
        }
        String[] names = listable.getBeanNamesForType(Comparator.class, true, false);
        return names.length == 0 ? "" : " (there is: " + String.join(", ", Arrays.asList(names)) + ")";
    }

    private String origin() {
        return "Task '" + task + "' (" + method.annotationName() + " method " + method.signature() + ")";
    }
}
