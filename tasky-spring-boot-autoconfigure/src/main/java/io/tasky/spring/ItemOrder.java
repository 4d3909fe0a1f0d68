package io.tasky.spring;

import io.tasky.task.TaskConfigurationException;
import java.util.Comparator;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.util.function.SingletonSupplier;

/**
 * Compares the items of a queue as a bean does. The bean is not made before an item comes: tasks are found before there are
 * beans. Thread-safe, as far as the bean is.
 */
final class ItemOrder implements Comparator<Object> {

    private final SingletonSupplier<Comparator<Object>> bean;

    private ItemOrder(SingletonSupplier<Comparator<Object>> bean) {
        this.bean = bean;
    }

    /**
     * The order of a bean.
     *
     * @param bean the bean's name
     * @param beans where it is
     * @param origin who names it, for messages
     * @return the order
     * @throws TaskConfigurationException if there is no such bean
     */
    static ItemOrder of(String bean, BeanFactory beans, String origin) {
        if (!beans.containsBean(bean) || !beans.isTypeMatch(bean, Comparator.class)) {
            throw new TaskConfigurationException(
                    origin + " has orderBy '" + bean + "', which is no bean of type Comparator" + others(beans) + ".",
                    "Declare it as a bean of type Comparator, or name another one.");
        }
        return new ItemOrder(SingletonSupplier.of(() -> get(bean, beans)));
    }

    @SuppressWarnings("unchecked") // Whether it compares what the queue takes, shows when it does.
    private static Comparator<Object> get(String bean, BeanFactory beans) {
        return (Comparator<Object>) beans.getBean(bean, Comparator.class);
    }

    private static String others(BeanFactory beans) {
        if (!(beans instanceof ListableBeanFactory listable)) {
            return "";
        }
        String[] names = listable.getBeanNamesForType(Comparator.class, true, false);
        return names.length == 0 ? "" : " (there is: " + String.join(", ", names) + ")";
    }

    @Override
    public int compare(Object one, Object other) {
        return bean.obtain().compare(one, other);
    }
}
