package io.tasky.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tasky.autoconfigure.TaskyAutoConfiguration;
import io.tasky.docs.Shipping.Parcel;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** Runs the examples of the page on background tasks. */
@Timeout(60)
class BackgroundExampleTests {

    private static final Parcel PARCEL = new Parcel(7, "anna");

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(TaskyAutoConfiguration.class))
            .withBean(Shipping.class)
            .withBean(Dispatch.class);

    /** What the bean behind the proxy has done. */
    private static BlockingQueue<String> done(ApplicationContext context) {
        Object bean = AopProxyUtils.getSingletonTarget(context.getBean(Shipping.class));
        if (bean instanceof Shipping shipping) {
            return shipping.done;
        }
        throw new IllegalStateException("Calls of the bean go to nobody: " + bean);
    }

    @Test
    void callReturnsAtOnceAndItsRunGivesTheResult() {
        runner.run(context -> {
            assertThat(done(context).take()).isEqualTo("tariffs");
            assertThat(context.getBean(Dispatch.class).send(PARCEL)).startsWith("label 7 on tasky-default-");
            assertThat(done(context).take()).startsWith("anna: on its way on tasky-default-");
        });
    }

    @Test
    void callsForOneParcelShareARun() {
        runner.run(context -> {
            Shipping shipping = context.getBean(Shipping.class);
            TaskRun<String> run = shipping.track(PARCEL);
            assertThatObject(shipping.track(new Parcel(7, "bert"))).isSameAs(run);
            TaskRun<String> other = shipping.track(new Parcel(8, "anna"));
            assertThatObject(other).isNotSameAs(run);
            run.send("Berlin");
            other.send("Rome");
            assertThat(run.get(30, TimeUnit.SECONDS)).isEqualTo("7 is at Berlin");
            assertThat(other.get(30, TimeUnit.SECONDS)).isEqualTo("8 is at Rome");
            run = shipping.track(PARCEL);
            run.send("Prague");
            assertThat(run.get(30, TimeUnit.SECONDS)).isEqualTo("7 is at Prague");
        });
    }

    @Test
    void callWithinTheBeanRunsOnItsCallersThreadAndIsNoRun() {
        runner.run(context -> {
            Shipping shipping = context.getBean(Shipping.class);
            TaskRun<String> here = shipping.labelHere(PARCEL);
            assertThat(here.isDone()).isTrue();
            assertThat(here.get())
                    .isEqualTo("label 7 on " + Thread.currentThread().getName());
            assertThat(context.getBean(TaskSupervisor.class).history("shipping.label"))
                    .isEmpty();
            assertThat(shipping.relabel(PARCEL).get(30, TimeUnit.SECONDS)).isEqualTo("new label 7");
        });
    }

    @Test
    void handOverIsTheLast() {
        BlockingQueue<?>[] seen = new BlockingQueue<?>[1];
        runner.run(context -> {
            seen[0] = done(context);
            assertThat(seen[0].take()).isEqualTo("tariffs");
            assertThat(seen[0]).isEmpty();
        });
        assertThat(seen[0].poll()).isEqualTo("handed over");
    }

    @Test
    void disabledTaskRefusesCalls() {
        runner.withPropertyValues("tasky.tasks.shipping.inform.enabled=false")
                .run(context -> assertThatThrownBy(
                                () -> context.getBean(Shipping.class).inform("anna", "no"))
                        .isInstanceOf(RejectedExecutionException.class)
                        .hasMessage("Task 'shipping.inform' is DISABLED and takes no calls. Enable it first, or do not"
                                + " call it."));
    }

    @Test
    void configurationHolds() {
        runner.withInitializer(new ConfigDataApplicationContextInitializer())
                .withPropertyValues("spring.config.location=classpath:/docs/background.yml", "tasky.strict=true")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(TaskSupervisor.class)
                                    .task("shipping.label")
                                    .snapshot()
                                    .priority())
                            .isEqualTo(TaskPriority.HIGH);
                });
    }
}
