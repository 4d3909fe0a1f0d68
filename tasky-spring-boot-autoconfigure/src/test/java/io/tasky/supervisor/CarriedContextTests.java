package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.spi.RunContextCarrier;
import io.tasky.task.RunOptions;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskRun;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whose context a run gets that is not started where it was first asked for. */
@Timeout(20)
class CarriedContextTests {

    private static final ThreadLocal<@Nullable String> USER = new ThreadLocal<>();

    private static final RunContextCarrier CARRIER = () -> {
        String user = USER.get();
        return attempt -> {
            String before = USER.get();
            USER.set(user);
            try {
                return attempt.call();
            } finally {
                USER.set(before);
            }
        };
    };

    private final Rig rig = new Rig(builder -> builder.contextCarrier(CARRIER)).started();

    @AfterEach
    void close() {
        USER.remove();
        rig.close();
    }

    private void registerMail() {
        rig.register(TaskKind.BACKGROUND, "mail", TaskAttributes.NONE, payload -> "by " + USER.get());
    }

    @Test
    void runThatWasHeldHasTheContextOfItsSubmitterWhoeverReleasesIt() throws Exception {
        registerMail();
        USER.set("anna");
        HeldRun held = rig.supervisor.hold("mail", null);
        USER.set("bert");
        held.release();
        assertThat(held.run().get()).isEqualTo("by anna");
    }

    @Test
    void everyStepOfAChainHasTheContextOfItsSubmitterWhateverTheStepBeforeLeft() throws Exception {
        USER.set("anna");
        TaskRun<String> run = rig.supervisor
                .chain(() -> {
                    USER.set("the first step");
                    return "by ";
                })
                .then(text -> text + USER.get())
                .submit(RunOptions.DEFAULTS);
        assertThat(run.get()).isEqualTo("by anna");
    }

    @Test
    void restartedCallHasTheContextOfWhoRestartsIt() throws Exception {
        registerMail();
        USER.set("anna");
        TaskRun<@Nullable Object> run = rig.supervisor.call("mail", null);
        assertThat(run.get()).isEqualTo("by anna");
        USER.set("bert");
        assertThat(run.restart().get()).isEqualTo("by bert");
    }

    @Test
    void restartedWorkHasTheContextOfWhoRestartsIt() throws Exception {
        USER.set("anna");
        TaskRun<String> run = rig.supervisor.submit(() -> "by " + USER.get(), RunOptions.DEFAULTS);
        assertThat(run.get()).isEqualTo("by anna");
        USER.set("bert");
        TaskRun<String> again = run.restart();
        USER.set("carla");
        assertThat(again.get()).isEqualTo("by bert");
    }

    @Test
    void workOfAnExecutorHasTheContextOfTheCallerOfExecute() throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        USER.set("anna");
        Executor executor = rig.supervisor.asExecutor(RunOptions.DEFAULTS);
        USER.set("bert");
        executor.execute(() -> seen.add("by " + USER.get()));
        assertThat(seen.take()).isEqualTo("by bert");
        USER.set("carla");
        executor.execute(() -> seen.add("by " + USER.get()));
        assertThat(seen.take()).isEqualTo("by carla");
    }
}
