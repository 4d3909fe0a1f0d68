package io.tasky.spring;

import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.TaskKind;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.scope.ScopedProxyFactoryBean;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Finds the tasks that types did not show, advises beans with background tasks, hands tasks to the supervisor as soon
 * as it is created, and checks in the end that no proxy hides a task. It starts nothing. Thread-safe.
 */
final class TaskAnnotationBeanPostProcessor implements BeanPostProcessor, SmartInitializingSingleton {

    private static final Logger logger = LoggerFactory.getLogger(TaskAnnotationBeanPostProcessor.class);

    private static final String SCOPED_TARGET = ScopedProxyUtils.getTargetBeanName("");

    private final ConfigurableListableBeanFactory beans;

    private final TaskDiscovery discovery;

    private final TaskRegistrar registrar;

    private final Supplier<TaskSupervisor> supervisor;

    private final boolean proxyTargetClass;

    TaskAnnotationBeanPostProcessor(
            ConfigurableListableBeanFactory beans,
            TaskDiscovery discovery,
            TaskRegistrar registrar,
            Supplier<TaskSupervisor> supervisor,
            boolean proxyTargetClass) {
        this.beans = beans;
        this.discovery = discovery;
        this.registrar = registrar;
        this.supervisor = supervisor;
        this.proxyTargetClass = proxyTargetClass;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (bean instanceof TaskSupervisor created) {
            registrar.handOver(created);
            return bean;
        }
        if (discovery.define(beanName, bean)) {
            return bean;
        }
        if (bean instanceof AopInfrastructureBean || bean instanceof FactoryBean || !beans.containsBean(beanName)) {
            return bean;
        }
        Class<?> type = AopProxyUtils.ultimateTargetClass(bean);
        String publicName =
                ScopedProxyUtils.isScopedTarget(beanName) ? beanName.substring(SCOPED_TARGET.length()) : beanName;
        discovery.discover(publicName, type);
        return advise(bean, beanName, publicName, type);
    }

    private Object advise(Object bean, String beanName, String publicName, Class<?> type) {
        List<BackgroundMethod> methods = discovery.backgroundMethods(publicName, type);
        if (methods.isEmpty()) {
            return bean;
        }
        BackgroundTaskInterceptor interceptor = new BackgroundTaskInterceptor(methods, supervisor);
        return new BackgroundTaskAdvice(beans, interceptor, proxyTargetClass)
                .postProcessAfterInitialization(bean, beanName);
    }

    @Override
    public void afterSingletonsInstantiated() {
        for (DiscoveredTask task : registrar.tasks()) {
            Object bean = finished(task.beanName());
            if (bean != null) {
                check(task, bean);
            }
        }
    }

    private @Nullable Object finished(String beanName) {
        Object bean = beans.containsSingleton(beanName) ? beans.getSingleton(beanName) : null;
        if (bean instanceof ScopedProxyFactoryBean) {
            return beans.getBean(beanName);
        }
        return bean instanceof FactoryBean ? null : bean;
    }

    private static void check(DiscoveredTask task, Object bean) {
        BeanMethod.invocable(task.method(), bean);
        if (task.definition().kind() == TaskKind.BACKGROUND
                && !(bean instanceof AopInfrastructureBean)
                && !isAdvised(bean)) {
            logger.warn(
                    "Bean '{}' was created before Tasky could advise it: calls of {} run on the caller's thread.",
                    task.beanName(),
                    task.method().signature());
        }
    }

    private static boolean isAdvised(Object bean) {
        if (bean instanceof Advised advised) {
            for (Advisor advisor : advised.getAdvisors()) {
                if (advisor instanceof BackgroundTaskAdvice.BackgroundTaskAdvisor) {
                    return true;
                }
            }
        }
        return false;
    }
}
