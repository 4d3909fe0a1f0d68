package io.tasky.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tasky.task.RunOptions;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskBody;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskQueue;
import io.tasky.task.TaskRun;
import java.io.IOException;
import java.lang.reflect.UndeclaredThrowableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.test.annotation.DirtiesContext;

@TaskyTest(
        inline = true,
        classes = {Log.class, Office.class})
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_EACH_TEST_METHOD)
@Timeout(60)
class InlineTests extends OfficeFixture {

    @Autowired
    private Office office;

    @Autowired
    @Qualifier("mails")
    private TaskQueue<String> mails;

    private void register(String name, TaskKind kind, TaskAttributes attributes, TaskBody body) {
        supervisor.register(new TaskDefinition(name, kind, attributes, body, "test"));
    }

    @Test
    void workRunsOnTheTestsOwnThreadBeforeTheCallReturns() {
        office.call();
        assertThat(log.take())
                .containsExactly(START + " call on " + Thread.currentThread().getName());
        TaskRun<Thread> run = supervisor.submit(Thread::currentThread, RunOptions.DEFAULTS);
        assertThat(run.result()).isSameAs(Thread.currentThread());
    }

    @Test
    void whatIsDueAtTheSameMomentGoesOffByPriority() {
        clock.advance(Duration.ofSeconds(20));
        assertThat(log.take())
                .extracting(entry -> entry.substring(entry.indexOf(' ') + 1))
                .containsExactly("first", "second", "low", "pausing", "high", "first", "second", "low");
    }

    @Test
    void exceptionOfACallSurfacesThere() {
        assertThatThrownBy(() -> office.failing())
                .isInstanceOf(IOException.class)
                .hasMessage("no paper");
        assertThatThrownBy(() -> driver.runNow("failing")).isInstanceOf(IOException.class);
        assertThat(supervisor.task("failing").snapshot().counts().failed()).isEqualTo(2);
        assertThat(supervisor.task("failing").snapshot().counts().waiting()).isZero();
    }

    @Test
    void exceptionOfATickSurfacesWhenTheClockHasMoved() {
        register(
                "broken",
                TaskKind.PERIODIC,
                TaskAttributes.NONE
                        .with(TaskAttribute.FIXED_RATE, Duration.ofSeconds(10))
                        .with(TaskAttribute.INITIAL_DELAY, Duration.ofSeconds(10)),
                payload -> {
                    throw new IllegalStateException("broken at " + clock.now());
                });
        assertThatIllegalStateException()
                .isThrownBy(() -> clock.advance(Duration.ofSeconds(20)))
                .withMessage("broken at " + START.plusSeconds(10))
                .satisfies(ex -> assertThat(ex.getSuppressed())
                        .singleElement()
                        .satisfies(next -> assertThat(next).hasMessage("broken at " + START.plusSeconds(20))));
        assertThat(clock.now()).isEqualTo(START.plusSeconds(20));
        assertThat(log.take()).hasSize(8);
    }

    @Test
    void itemIsHandledWhileItIsPutAndItsExceptionSurfacesThere() throws Exception {
        mails.put("good");
        assertThat(log.take()).containsExactly(START + " mail good");
        assertThatThrownBy(() -> mails.put("bad"))
                .isInstanceOf(IOException.class)
                .hasMessage("bad");
        assertThat(mails.size()).isZero();
        assertThat(driver.drain("mails")).isEqualTo(2);
    }

    @Test
    void exceptionOfWorkThatARunSubmitsDoesNotReachThatRun() {
        List<String> seen = new ArrayList<>();
        Callable<String> inner = () -> {
            throw new IOException("inner");
        };
        Callable<String> outer = () -> {
            TaskRun<String> run = supervisor.submit(inner, RunOptions.DEFAULTS);
            seen.add("went on beside a run that has " + run.status());
            return "";
        };
        assertThatThrownBy(() -> supervisor.submit(outer, RunOptions.DEFAULTS))
                .isInstanceOf(IOException.class)
                .hasMessage("inner");
        assertThat(seen).containsExactly("went on beside a run that has FAILED");
    }

    @Test
    void attemptThatIsRepeatedIsNoFailure() {
        supervisor.register(new TaskDefinition(
                "stubborn",
                TaskKind.BACKGROUND,
                TaskAttributes.NONE,
                payload -> {
                    if (TaskContext.current().attempt() < 3) {
                        throw new IOException("not yet");
                    }
                    return "done at " + clock.now();
                },
                "test",
                TaskDefinition.FIRST_VERSION,
                (attempt, failure) -> Duration.ofMinutes(1)));
        TaskRun<?> run = supervisor.call("stubborn", null);
        clock.advance(Duration.ofMinutes(2));
        assertThat(run.result()).isEqualTo("done at " + START.plusSeconds(120));
    }

    @Test
    void taskWithoutAPauseIsNamedInsteadOfRunningForEver() {
        register(
                "restless",
                TaskKind.PERIODIC,
                TaskAttributes.NONE.with(TaskAttribute.FIXED_DELAY, Duration.ZERO),
                payload -> null);
        assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(1)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Time cannot move on")
                .hasMessageContaining("(restless)");
        supervisor.task("restless").disable();
    }

    @Test
    void waitWithoutAnEndIsRefused() throws Exception {
        supervisor.task("mail").disable();
        for (int i = 0; i < 1000; i++) {
            mails.put("m");
        }
        assertThatIllegalStateException()
                .isThrownBy(() -> mails.put("one too many"))
                .withMessageContaining("would wait for ever");
        assertThat(mails.offer("one too many", Duration.ofSeconds(10))).isFalse();
        assertThat(clock.now()).isEqualTo(START.plusSeconds(10));
    }

    @Test
    void checkedExceptionIsNotWrapped() {
        assertThatThrownBy(() -> office.failing()).isNotInstanceOf(UndeclaredThrowableException.class);
    }
}
