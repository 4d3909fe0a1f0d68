package io.tasky.spring;

import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskConfigurationException;
import io.tasky.task.TaskControl;
import io.tasky.task.TaskQueue;
import io.tasky.task.TaskTimer;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/** Declares beans by which an application gets at its queues, timers and tasks. Used once, on one thread. */
final class HandleDefinitions {

    /** Where the bean definition of a queue keeps who declared it. */
    private static final String ORIGIN = HandleDefinitions.class.getName() + ".origin";

    private final ConfigurableListableBeanFactory beans;

    private final BeanDefinitionRegistry registry;

    private final String supervisor;

    private HandleDefinitions(
            ConfigurableListableBeanFactory beans, BeanDefinitionRegistry registry, String supervisor) {
        this.beans = beans;
        this.registry = registry;
        this.supervisor = supervisor;
    }

    /**
     * Finds the supervisor that gives out the handles.
     *
     * @return the definitions to be, or null if there is no supervisor
     */
    static @Nullable HandleDefinitions of(ConfigurableListableBeanFactory beans, BeanDefinitionRegistry registry) {
        String[] names = beans.getBeanNamesForType(TaskSupervisor.class, true, false);
        return Arrays.stream(names)
                .filter(name -> names.length == 1
                        || (beans.containsBeanDefinition(name)
                                && beans.getMergedBeanDefinition(name).isPrimary()))
                .findFirst()
                .map(name -> new HandleDefinitions(beans, registry, name))
                .orElse(null);
    }

    void declare(DiscoveredTask task) {
        String name = task.name();
        switch (task.definition().kind()) {
            case QUEUE -> {
                declareQueue(
                        task.definition().get(TaskAttribute.QUEUE, name),
                        itemType(task),
                        task.definition().origin());
                declareControl(name);
            }
            // A timer is a control itself: a second bean would make the injection of its control ambiguous.
            case TIMER -> declare("timer", name, ResolvableType.forClassWithGenerics(TaskTimer.class, keyType(task)));
            case PERIODIC, BACKGROUND -> declareControl(name);
        }
    }

    /** Declares a queue, whoever works on it; all agree on what it takes. */
    void declareQueue(String queue, ResolvableType item, String origin) {
        ResolvableType type = ResolvableType.forClassWithGenerics(TaskQueue.class, item);
        String beanName = "tasky.queue." + queue;
        if (beans.containsBeanDefinition(beanName)
                && beans.getMergedBeanDefinition(beanName) instanceof RootBeanDefinition other) {
            checkSameItems(queue, other, item, origin);
        }
        declare("queue", queue, type);
        if (beans.getBeanDefinition(beanName).getAttribute(ORIGIN) == null) {
            beans.getBeanDefinition(beanName).setAttribute(ORIGIN, origin);
        }
    }

    private static void checkSameItems(String queue, RootBeanDefinition other, ResolvableType item, String origin) {
        String known = other.getResolvableType().getGeneric(0).toString();
        if (!known.equals(item.toString())) {
            throw new TaskConfigurationException(
                    "Queue '" + queue + "' takes " + known + " for " + other.getAttribute(ORIGIN) + ", and " + item
                            + " for " + origin + ".",
                    "Let all of them take the same type of item, or give one of them a queue of its own.");
        }
    }

    private void declareControl(String name) {
        declare("task", "control", name, ResolvableType.forClass(TaskControl.class));
    }

    private void declare(String factoryMethod, String name, ResolvableType type) {
        declare(factoryMethod, factoryMethod, name, type);
    }

    private void declare(String factoryMethod, String prefix, String name, ResolvableType type) {
        String beanName = "tasky." + prefix + "." + name;
        if (beans.containsBeanDefinition(beanName)) {
            return;
        }
        RootBeanDefinition definition = new RootBeanDefinition();
        definition.setTargetType(type);
        definition.setFactoryBeanName(supervisor);
        definition.setFactoryMethodName(factoryMethod);
        definition.getConstructorArgumentValues().addIndexedArgumentValue(0, name);
        definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, name));
        definition.setLazyInit(true);
        definition.setRole(BeanDefinition.ROLE_SUPPORT);
        definition.setResourceDescription("task '" + name + "'");
        registry.registerBeanDefinition(beanName, definition);
        if (!beans.containsBean(name) && !registry.isBeanNameInUse(name)) {
            registry.registerAlias(beanName, name);
        }
    }

    private ResolvableType keyType(DiscoveredTask task) {
        TimerParameters parameters = TimerParameters.of(task.method());
        return parameters.keys() == 0 ? ResolvableType.forClass(Void.class) : boxed(task, parameters.key());
    }

    /** What the method takes, or where that is a batch, what is in the list. */
    private ResolvableType itemType(DiscoveredTask task) {
        ResolvableType taken = parameterType(task);
        if (task.definition().attributes().get(TaskAttribute.BATCH_SIZE) == null) {
            return taken;
        }
        ResolvableType item = taken.as(List.class).getGeneric(0);
        // Kotlin's lists say "or a subtype".
        return item.getType() instanceof WildcardType wildcard
                ? ResolvableType.forType(wildcard.getUpperBounds()[0])
                : item;
    }

    private ResolvableType parameterType(DiscoveredTask task) {
        return boxed(task, new TaskParameters(task.method().method()).others()[0]);
    }

    private ResolvableType boxed(DiscoveredTask task, int parameter) {
        ResolvableType type = ResolvableType.forMethodParameter(
                new MethodParameter(task.method().method(), parameter), owner(task));
        Class<?> raw = type.resolve();
        return raw != null && raw.isPrimitive()
                ? ResolvableType.forClass(ClassUtils.resolvePrimitiveIfNecessary(raw))
                : type;
    }

    /** A bean method's return type may know type arguments that the class itself leaves open. */
    private ResolvableType owner(DiscoveredTask task) {
        Class<?> beanClass = task.method().beanClass();
        ResolvableType declared = beans.getMergedBeanDefinition(task.beanName()).getResolvableType();
        return declared.resolve() == beanClass ? declared : ResolvableType.forClass(beanClass);
    }
}
