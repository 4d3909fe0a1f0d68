package io.tasky.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.annotation.BackgroundTask;
import io.tasky.annotation.PeriodicTask;
import io.tasky.annotation.QueueWorker;
import io.tasky.annotation.TimerTask;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskSnapshot;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.annotation.AliasFor;

/** Where annotated methods are found, and how they are called. */
class TaskDiscoveryTests {

    private static final Log log = new Log();

    @BeforeEach
    void clearLog() {
        log.clear();
    }

    @Test
    void tasksAreFoundInSuperclassesAndInterfacesAndBehindGenerics() {
        TaskyContext.runner().withBean("child", Child.class).run(context -> {
            assertThat(names(context.getBean(TaskSupervisor.class)))
                    .containsExactly("child.fromInterface", "child.fromSuper", "child.handle");
            context.getBean(TaskSupervisor.class).queue("child.handle").put("item");
            assertThat(log.next()).isEqualTo("item");
        });
    }

    interface Contract {
        @TimerTask(delay = "1h")
        default void fromInterface() {}
    }

    abstract static class Parent<T> {
        @PeriodicTask(fixedRate = "1h", initialDelay = "1h")
        void fromSuper() {}

        @QueueWorker
        abstract void handle(T item);
    }

    static class Child extends Parent<String> implements Contract {
        @Override
        void handle(String item) {
            log.add(item);
        }
    }

    @Test
    void anOverridingMethodMaySaySomethingElse() {
        TaskyContext.runner()
                .withBean("child", Redeclaring.class)
                .run(context -> assertThat(context.getBean(TaskSupervisor.class)
                                .task("child.fromSuper")
                                .snapshot())
                        .extracting(TaskSnapshot::kind)
                        .isEqualTo(TaskKind.TIMER));
    }

    static class Redeclaring extends Child {
        @Override
        @TimerTask(delay = "1h")
        void fromSuper() {}
    }

    @Test
    void metaAnnotationsGiveTheirAttributesOn() {
        TaskyContext.runner()
                .withPropertyValues("nightly.priority-pool=slow", "tasky.pools.slow.size=1")
                .withBean("reports", Reports.class)
                .run(context -> {
                    TaskSnapshot task = context.getBean(TaskSupervisor.class)
                            .task("nightly-report")
                            .snapshot();
                    assertThat(task.schedule()).isEqualTo("cron 0 0 2 * * * (Europe/Berlin)");
                    assertThat(task.priority()).isEqualTo(TaskPriority.LOW);
                    assertThat(task.pool()).isEqualTo("slow");
                });
    }

    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @PeriodicTask(
            cron = "0 0 2 * * *",
            zone = "Europe/Berlin",
            priority = TaskPriority.LOW,
            pool = "${nightly.priority-pool}")
    @interface Nightly {
        @AliasFor(annotation = PeriodicTask.class, attribute = "name")
        String value();
    }

    static class Reports {
        @Nightly("nightly-report")
        void report() {}
    }

    @Test
    void annotationsOfQueuesAndCallsMayBeComposed() {
        TaskyContext.runner().withBean("letters", Letters.class).run(context -> {
            TaskSupervisor supervisor = context.getBean(TaskSupervisor.class);
            assertThat(supervisor.task("post").snapshot().priority()).isEqualTo(TaskPriority.HIGH);
            assertThat(supervisor.queue("post").remainingCapacity()).isEqualTo(7);
            supervisor.queue("post").put("by mail");
            assertThat(log.next()).isEqualTo("by mail");
            assertThat(supervisor.task("call").snapshot().kind()).isEqualTo(TaskKind.BACKGROUND);
            context.getBean(Letters.class).call("by phone");
            assertThat(log.next()).isEqualTo("by phone");
        });
    }

    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @QueueWorker(capacity = "7")
    @interface Urgent {
        @AliasFor(annotation = QueueWorker.class, attribute = "name")
        String value();

        @AliasFor(annotation = QueueWorker.class)
        TaskPriority priority() default TaskPriority.HIGH;
    }

    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @BackgroundTask
    @interface Aside {
        @AliasFor(annotation = BackgroundTask.class, attribute = "name")
        String value();
    }

    static class Letters {
        @Urgent("post")
        void post(String letter) {
            log.add(letter);
        }

        @Aside("call")
        void call(String number) {
            log.add(number);
        }
    }

    @Test
    void aLazyBeanIsCreatedByItsFirstRun() {
        TaskyContext.runner().withUserConfiguration(LazyConfiguration.class).run(context -> {
            assertThat(log.next()).isEqualTo("lazy bean created");
            assertThat(log.next()).startsWith("lazy ran on tasky-default-");
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class LazyConfiguration {
        @Bean
        @Lazy
        LazyWorker lazyWorker() {
            log.add("lazy bean created");
            return new LazyWorker();
        }
    }

    static class LazyWorker {
        @SuppressWarnings("UnusedMethod") // Called by its run.
        @TimerTask(delay = "0s")
        private void work() {
            log.add("lazy ran on " + Thread.currentThread().getName());
        }
    }

    @Test
    void tasksThatAReturnTypeHidesAreFoundOnTheBean() {
        TaskyContext.runner().withUserConfiguration(HidingConfiguration.class).run(context -> {
            context.getBean(TaskSupervisor.class).queue("hidden").put("seen");
            assertThat(log.next()).isEqualTo("seen");
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class HidingConfiguration {
        @Bean
        Runnable hiding() {
            return new Hiding();
        }
    }

    static class Hiding implements Runnable {
        @QueueWorker(name = "hidden")
        void handle(String item) {
            log.add(item);
        }

        @Override
        public void run() {}
    }

    @Test
    void whatTypeAndInstanceBothShowIsRegisteredOnce() {
        TaskyContext.runner()
                .withUserConfiguration(InterfaceConfiguration.class)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(names(context.getBean(TaskSupervisor.class)))
                            .containsExactly("handler.extra", "handler.handle");
                    context.getBean(TaskSupervisor.class)
                            .queue("handler.handle")
                            .put(7L);
                    assertThat(log.next()).isEqualTo("number 7");
                });
    }

    interface Handler<T> {
        @QueueWorker
        void handle(T item);
    }

    static class NumberHandler implements Handler<Long> {
        @Override
        public void handle(Long item) {
            log.add("number " + item);
        }

        @TimerTask(delay = "1h")
        void extra() {}
    }

    @Configuration(proxyBeanMethods = false)
    static class InterfaceConfiguration {
        @Bean
        Handler<Long> handler() {
            return new NumberHandler();
        }
    }

    @Test
    void callsGoThroughTheProxyOfABean() {
        ProxyFactory factory = new ProxyFactory(new Proxied());
        factory.setProxyTargetClass(true);
        factory.addAdvice((MethodInterceptor) invocation -> {
            log.add("advice");
            return invocation.proceed();
        });
        TaskyContext.runner()
                .withBean("worker", Proxied.class, () -> (Proxied) factory.getProxy())
                .run(context -> {
                    assertThat(log.next()).isEqualTo("advice");
                    assertThat(log.next()).isEqualTo("worker.work 1");
                });
    }

    static class Proxied {
        @TimerTask(delay = "0s")
        void work(TaskContext context) {
            log.add(context.task() + " " + context.attempt());
        }
    }

    private static List<String> names(TaskSupervisor supervisor) {
        return supervisor.tasks().stream().map(TaskSnapshot::name).sorted().toList();
    }
}
