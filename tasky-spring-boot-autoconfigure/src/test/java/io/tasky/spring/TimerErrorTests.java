package io.tasky.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.annotation.TimerKey;
import io.tasky.annotation.TimerTask;
import io.tasky.task.TaskConfigurationException;
import org.junit.jupiter.api.Test;

/** What stops the start-up because of a timer: each text names the method, the trouble and the remedy. */
class TimerErrorTests {

    private static final String HERE = TimerErrorTests.class.getName() + "$";

    record Ordered(String customer) {}

    @Test
    void parameterThatNobodyFillsIsRefused() {
        assertRefused(
                Unknown.class,
                "@TimerTask method " + HERE + "Unknown.work(Ordered, int) has a parameter of type int that nobody"
                        + " fills: it may take a TaskContext, its key (@TimerKey) and the event of resetOn.",
                "Remove the parameter, mark it with @TimerKey, or name its type in resetOn.");
    }

    static class Unknown {
        @TimerTask(delay = "1s", resetOn = Ordered.class)
        void work(Ordered event, int number) {}
    }

    @Test
    void twoKeysAreRefused() {
        assertRefused(
                TwoKeys.class,
                "@TimerTask method " + HERE + "TwoKeys.work(String, int) marks 2 parameters with @TimerKey,"
                        + " and a timer has one key.",
                "Mark one of them; combine several values in a record.");
    }

    static class TwoKeys {
        @TimerTask(delay = "1s")
        void work(@TimerKey String one, @TimerKey int two) {}
    }

    @Test
    void keyWithoutResetOnIsRefused() {
        assertRefused(
                KeyAlone.class,
                "Task 'worker.work' (@TimerTask method " + HERE + "KeyAlone.work(String)) says key, which tells the key"
                        + " of an event, without resetOn.",
                "Name the events in resetOn, or remove key and reset the timer in code.");
    }

    static class KeyAlone {
        @TimerTask(delay = "1s", key = "customer")
        void work(@TimerKey String customer) {}
    }

    @Test
    void keyWithoutAParameterIsRefused() {
        assertRefused(
                KeyForNobody.class,
                "Task 'worker.work' (@TimerTask method " + HERE + "KeyForNobody.work()) says key, but its method takes"
                        + " no key.",
                "Mark the parameter that gets the key with @TimerKey, or remove key.");
    }

    static class KeyForNobody {
        @TimerTask(delay = "1s", key = "customer", resetOn = Ordered.class)
        void work() {}
    }

    @Test
    void eventsWithoutAKeyForATimerWithKeysAreRefused() {
        assertRefused(
                NoKey.class,
                "Task 'worker.work' (@TimerTask method " + HERE + "NoKey.work(String)) is reset by Ordered and has a"
                        + " timer for each key, but does not say which key an event has.",
                "Give key, an expression about the event such as orderId, in the annotation or as"
                        + " tasky.tasks.worker.work.key.");
    }

    static class NoKey {
        @TimerTask(delay = "1s", resetOn = Ordered.class)
        void work(@TimerKey String customer) {}
    }

    @Test
    void expressionThatIsNoneIsRefused() {
        TaskConfigurationException failure =
                TaskyContext.failure(TaskyContext.runner().withBean("worker", NoExpression.class));
        assertThat(failure)
                .hasMessageStartingWith("key of @TimerTask method " + HERE
                        + "NoExpression.work(String) is 'customer +', which is no expression: ");
        assertThat(failure.remedy())
                .isEqualTo("Write an expression in Spring's language about the event, such as orderId.");
    }

    static class NoExpression {
        @TimerTask(delay = "1s", resetOn = Ordered.class, key = "customer +")
        void work(@TimerKey String customer) {}
    }

    @Test
    void maxWaitThatIsShorterThanTheDelayIsRefused() {
        assertRefused(
                Hasty.class,
                "Task 'worker.work' (" + HERE + "Hasty.work()) has a maxWait of PT1S, which is shorter than its delay"
                        + " of PT2S.",
                "Give it a maxWait that is longer than its delay, or none for no limit.");
    }

    static class Hasty {
        @TimerTask(delay = "2s", maxWait = "1s")
        void work() {}
    }

    @Test
    void maxWaitOfZeroIsRefused() {
        assertRefused(
                NoWait.class,
                "maxWait of @TimerTask method " + HERE + "NoWait.work() is '0s', and must be more than zero.",
                "Write a longer duration, or leave it out for no limit.");
    }

    static class NoWait {
        @TimerTask(delay = "0s", maxWait = "0s")
        void work() {}
    }

    private static void assertRefused(Class<?> bean, String problem, String remedy) {
        TaskConfigurationException failure =
                TaskyContext.failure(TaskyContext.runner().withBean("worker", bean));
        assertThat(failure).hasMessage(problem);
        assertThat(failure.remedy()).isEqualTo(remedy);
    }
}
