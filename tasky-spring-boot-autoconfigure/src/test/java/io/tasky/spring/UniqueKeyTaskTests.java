package io.tasky.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tasky.annotation.BackgroundTask;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.TaskConfigurationException;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskRun;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Keys of calls, as annotations say them. */
@Timeout(60)
class UniqueKeyTaskTests {

    record Order(String id, int lines) {}

    static class Worker {

        final Semaphore end = new Semaphore(0);

        @BackgroundTask(uniqueKey = "#order.id")
        TaskRun<String> ship(Order order, @Nullable TaskContext context) throws InterruptedException {
            end.acquire();
            return TaskRun.of("shipped " + order.id() + " of " + order.lines());
        }

        @BackgroundTask(uniqueKey = "#a0")
        CompletableFuture<String> index(@Nullable String name) throws InterruptedException {
            end.acquire();
            return CompletableFuture.completedFuture(name);
        }

        @BackgroundTask(uniqueKey = "'all'")
        TaskRun<String> rebuild() throws InterruptedException {
            end.acquire();
            return TaskRun.of("rebuilt");
        }
    }

    @Test
    void callsWithEqualKeysShareARun() {
        TaskyContext.runner().withBean("worker", Worker.class).run(context -> {
            Worker worker = context.getBean(Worker.class);
            Worker target = (Worker) org.springframework.aop.framework.AopProxyUtils.getSingletonTarget(worker);
            TaskRun<String> first = worker.ship(new Order("A", 1), null);
            assertThatObject(worker.ship(new Order("A", 2), null)).isSameAs(first);
            TaskRun<String> other = worker.ship(new Order("B", 1), null);
            CompletableFuture<String> index = worker.index("x");
            assertThatObject(worker.index("x")).isSameAs(index);
            TaskRun<String> rebuild = worker.rebuild();
            assertThatObject(worker.rebuild()).isSameAs(rebuild);
            assertThatObject(context.getBean(TaskSupervisor.class)
                            .task("worker.rebuild")
                            .trigger())
                    .isSameAs(rebuild);
            assertThat(target).isNotNull();
            target.end.release(4);
            assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo("shipped A of 1");
            assertThat(other.get(20, TimeUnit.SECONDS)).isEqualTo("shipped B of 1");
            assertThat(index.get(20, TimeUnit.SECONDS)).isEqualTo("x");
            assertThat(rebuild.get(20, TimeUnit.SECONDS)).isEqualTo("rebuilt");
        });
    }

    @Test
    void keyThatCannotBeReadIsToldToTheCaller() {
        TaskyContext.runner().withBean("worker", Worker.class).run(context -> {
            Worker worker = context.getBean(Worker.class);
            assertThatThrownBy(() -> worker.index(null))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("The uniqueKey of background task 'worker.index' is null for this call.");
        });
        TaskyContext.runner()
                .withBean("worker", Worker.class)
                .withPropertyValues("tasky.tasks.worker.index.unique-key=#nobody.name")
                .run(context -> assertThatThrownBy(
                                () -> context.getBean(Worker.class).index("x"))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageStartingWith(
                                "The uniqueKey '#nobody.name' of background task 'worker.index' cannot be read"
                                        + " from the arguments of this call."));
    }

    @Test
    void expressionThatIsNoneStopsTheStartUp() {
        TaskConfigurationException failure = TaskyContext.failure(TaskyContext.runner()
                .withBean("worker", Worker.class)
                .withPropertyValues("tasky.tasks.worker.index.unique-key=#a0 +"));
        assertThat(failure)
                .hasMessageStartingWith("uniqueKey of @BackgroundTask method " + Worker.class.getName()
                        + ".index(String) is '#a0 +', which is no expression: ");
        assertThat(failure.remedy()).isEqualTo("Write an expression over the arguments, such as #order.id or #a0.");
    }
}
