package io.tasky.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.annotation.BackgroundTask;
import io.tasky.annotation.PeriodicTask;
import io.tasky.annotation.QueueWorker;
import io.tasky.annotation.TimerTask;
import io.tasky.task.TaskControl;
import io.tasky.task.TaskQueue;
import io.tasky.task.TaskTimer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;

/** Queues, timers and controls as beans. */
class HandleInjectionTests {

    @Test
    void aBeanThatIsCreatedBeforeTheWorkerGetsItsHandlesByConstructor() {
        TaskyContext.runner()
                .withBean("aProducer", Producer.class)
                .withBean("worker", Worker.class)
                .run(context -> {
                    Producer producer = context.getBean(Producer.class);
                    assertThat(producer.orders.name()).isEqualTo("orders");
                    assertThat(producer.timer.name()).isEqualTo("reminder");
                    assertThat(producer.timerControl.name()).isEqualTo("reminder");
                    assertThat(producer.control.name()).isEqualTo("worker.tick");
                    assertThat(producer.workerControl.name()).isEqualTo("orders");
                    assertThat(producer.background.name()).isEqualTo("worker.call");
                });
    }

    static class Producer {

        final TaskQueue<Order> orders;

        final TaskTimer<Void> timer;

        final TaskControl timerControl;

        final TaskControl control;

        final TaskControl workerControl;

        @Autowired
        @Qualifier("worker.call")
        TaskControl background;

        Producer(
                @Qualifier("orders") TaskQueue<Order> orders,
                @Qualifier("reminder") TaskTimer<Void> timer,
                @Qualifier("reminder") TaskControl timerControl,
                @Qualifier("worker.tick") TaskControl control,
                @Qualifier("orders") TaskControl workerControl) {
            this.orders = orders;
            this.timer = timer;
            this.timerControl = timerControl;
            this.control = control;
            this.workerControl = workerControl;
        }
    }

    record Order(int number) {}

    static class Worker {

        @QueueWorker(name = "orders")
        void handle(Order order) {}

        @TimerTask(name = "reminder", delay = "1h", autoStart = false)
        void remind() {}

        @PeriodicTask(fixedRate = "1h", initialDelay = "1h")
        void tick() {}

        @BackgroundTask
        void call() {}
    }

    @Test
    void aQueueIsFoundByTheTypeOfItsItemsAlone() {
        TaskyContext.runner()
                .withBean("byType", ByType.class)
                .withBean("worker", Worker.class)
                .withBean("numbers", Numbers.class)
                .run(context -> {
                    assertThat(context.getBean(ByType.class).orders.name()).isEqualTo("orders");
                    assertThat(context.getBean(ByType.class).numbers.name()).isEqualTo("numbers.handle");
                });
    }

    static class ByType {
        @Autowired
        TaskQueue<Order> orders;

        @Autowired
        TaskQueue<Integer> numbers;
    }

    static class Numbers {
        @QueueWorker
        void handle(int number) {}
    }

    @Test
    void aQueueOfOtherItemsDoesNotMatch() {
        TaskyContext.runner()
                .withBean("producer", WrongItems.class)
                .withBean("worker", Worker.class)
                .run(context ->
                        assertThat(context).getFailure().rootCause().isInstanceOf(NoSuchBeanDefinitionException.class));
    }

    static class WrongItems {
        @Autowired
        @Qualifier("orders")
        TaskQueue<String> orders;
    }

    @Test
    void aWorkerMayInjectItsOwnQueue() {
        TaskyContext.runner().withBean("worker", SelfFeeding.class).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context.getBean(SelfFeeding.class).queue.name()).isEqualTo("worker.handle");
        });
    }

    static class SelfFeeding {
        @Autowired
        @Qualifier("worker.handle")
        TaskQueue<String> queue;

        @QueueWorker
        void handle(String item) {}
    }

    @Test
    void theItemTypeIsResolvedThroughInheritedGenerics() {
        TaskyContext.runner()
                .withBean("producer", GenericProducer.class)
                .withBean("child", Child.class)
                .run(context -> assertThat(
                                context.getBean(GenericProducer.class).orders.name())
                        .isEqualTo("child.handle"));
    }

    abstract static class Parent<T> {
        @QueueWorker
        void handle(T item) {}
    }

    static class Child extends Parent<Order> {}

    static class GenericProducer {
        @Autowired
        TaskQueue<Order> orders;
    }

    @Test
    void theQueueHasItsPlainNameUnlessABeanHasIt() {
        TaskyContext.runner()
                .withBean("worker", Worker.class)
                .run(context -> assertThat(context.getBean("orders")).isInstanceOf(TaskQueue.class));
        TaskyContext.runner()
                .withBean("worker", Worker.class)
                .withBean("orders", String.class, () -> "taken")
                .run(context -> {
                    assertThat(context.getBean("orders")).isEqualTo("taken");
                    assertThat(context.getBean("tasky.queue.orders")).isInstanceOf(TaskQueue.class);
                });
    }

    @Test
    void aQueueOfAnotherNameIsInjectedByThatName() {
        TaskyContext.runner()
                .withPropertyValues("tasky.tasks.orders.queue=invoices")
                .withBean("worker", Worker.class)
                .run(context -> {
                    assertThat(context.getBean("tasky.queue.invoices")).isInstanceOf(TaskQueue.class);
                    assertThat(context).doesNotHaveBean("tasky.queue.orders");
                });
    }
}
