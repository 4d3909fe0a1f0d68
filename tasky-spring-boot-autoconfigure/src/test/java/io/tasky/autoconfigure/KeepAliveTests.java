package io.tasky.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** How an application without a web server lives and ends, in a process of its own. */
class KeepAliveTests {

    @Test
    void anApplicationWithTasksLivesOnWhenItsMainMethodHasReturnedAndEndsOnSigterm() throws Exception {
        assertLivesUntilSigterm("tick on");
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void onVirtualThreadsItLivesOnToo() throws Exception {
        assertLivesUntilSigterm("tick on daemon thread", "--spring.threads.virtual.enabled=true");
    }

    private static void assertLivesUntilSigterm(String tick, String... arguments) throws Exception {
        try (ApplicationProcess process = ApplicationProcess.start(KeepAliveApplication.class, arguments)) {
            process.readUntil("main returned");
            for (int ticks = 0; ticks < 5; ticks++) {
                process.readUntil(tick);
            }
            process.terminate();
            process.readUntil("Tasky stopped: ");
            assertThat(process.awaitExitCode()).isEqualTo(143);
        }
    }
}
