package io.tasky.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.annotation.QueueWorker;
import io.tasky.task.TaskConfigurationException;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What stops the start-up because of a queue: each text names the place, the value and the remedy. */
class QueueErrorTests {

    private static final String HERE = QueueErrorTests.class.getName() + "$";

    private static void assertRefused(Class<?> bean, String problem, String remedy) {
        TaskConfigurationException failure =
                TaskyContext.failure(TaskyContext.runner().withBean("worker", bean));
        assertThat(failure).hasMessage(problem);
        assertThat(failure.remedy()).isEqualTo(remedy);
    }

    @Test
    void batchWithoutListIsRefused() {
        assertRefused(
                NoList.class,
                "Task 'worker.work' (@QueueWorker method " + HERE
                        + "NoList.work(String)) says batchSize, and its method" + " does not take a List.",
                "Let it take the List of the items of a batch, or remove batchSize.");
    }

    static class NoList {
        @QueueWorker(batchSize = "10")
        void work(String item) {}
    }

    @Test
    void listWithoutBatchIsRefused() {
        assertRefused(
                NoBatch.class,
                "Task 'worker.work' (@QueueWorker method " + HERE + "NoBatch.work(List)) takes a List, and says no"
                        + " batchSize, so that it would get one item.",
                "Give batchSize in the annotation, or as tasky.tasks.worker.work.batch-size; a list that is one item"
                        + " belongs in a record.");
    }

    static class NoBatch {
        @QueueWorker
        void work(List<String> items) {}
    }

    @Test
    void orderOfNoBeanIsRefused() {
        TaskConfigurationException failure = TaskyContext.failure(TaskyContext.runner()
                .withBean("worker", NoOrder.class)
                .withBean("byLength", Comparator.class, () -> Comparator.comparing(String::length)));
        assertThat(failure)
                .hasMessage("Task 'worker.work' (@QueueWorker method " + HERE + "NoOrder.work(String)) has orderBy"
                        + " 'worker', which is no bean of type Comparator (there is: byLength).");
        assertThat(failure.remedy()).isEqualTo("Declare it as a bean of type Comparator, or name another one.");
    }

    static class NoOrder {
        @QueueWorker(orderBy = "worker")
        void work(String item) {}
    }

    @Test
    void keyThatIsNoExpressionIsRefused() {
        TaskConfigurationException failure =
                TaskyContext.failure(TaskyContext.runner().withBean("worker", NoKey.class));
        assertThat(failure)
                .hasMessageStartingWith("Task 'worker.work' (@QueueWorker method " + HERE
                        + "NoKey.work(String)) has the key 'customer.', which is no expression: ");
        assertThat(failure.remedy()).isEqualTo("Write a SpEL expression on the item, such as customer.id.");
    }

    static class NoKey {
        @QueueWorker(key = "customer.")
        void work(String item) {}
    }

    @Test
    void queueOfTwoTypesIsRefused() {
        assertRefused(
                TwoTypes.class,
                "Queue 'orders' takes java.lang.Integer for " + HERE + "TwoTypes.first(Integer), and java.lang.String"
                        + " for " + HERE + "TwoTypes.second(List).",
                "Let all of them take the same type of item, or give one of them a queue of its own.");
    }

    static class TwoTypes {
        @QueueWorker(queue = "orders")
        void first(Integer item) {}

        @QueueWorker(queue = "orders", batchSize = "2")
        void second(List<String> items) {}
    }

    @Test
    void deadLetterQueueThatNobodyDeclaredIsRefused() {
        assertRefused(
                NoTarget.class,
                "Task 'worker.work' (" + HERE + "NoTarget.work(String)) names the dead letter queue 'failed', which"
                        + " nobody declared (there is: worker.work).",
                "Give it a worker, declare it under tasky.queues.failed with its type, or name another queue.");
    }

    static class NoTarget {
        @QueueWorker(deadLetter = "failed")
        void work(String item) {}
    }
}
