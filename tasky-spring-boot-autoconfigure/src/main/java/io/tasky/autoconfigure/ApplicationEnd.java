package io.tasky.autoconfigure;

import io.tasky.supervisor.LifeSpan;
import io.tasky.supervisor.TaskSupervisorBuilder;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Closes the application when its life span is over, and ends the virtual machine if a {@link SpringApplication} runs in
 * it. Its thread keeps the application alive until then. Thread-safe.
 */
final class ApplicationEnd implements SupervisorCustomizer, SmartLifecycle, DisposableBean {

    private static final Logger logger = LoggerFactory.getLogger(ApplicationEnd.class);

    private final LifeSpan span;

    private final ConfigurableApplicationContext context;

    private final ApplicationExit exit;

    private final ExitCodeGenerator failures;

    private final Object lock = new Object();

    /** True when the span is over, false when somebody else stops the application. Guarded by the lock; null before. */
    private @Nullable CompletableFuture<Boolean> over;

    ApplicationEnd(
            LifeSpan span, ConfigurableApplicationContext context, ApplicationExit exit, ExitCodeGenerator failures) {
        this.span = span;
        this.context = context;
        this.exit = exit;
        this.failures = failures;
    }

    @Override
    public void customize(TaskSupervisorBuilder builder) {
        builder.endAfter(span, () -> decide(true));
    }

    @Override
    public void start() {
        CompletableFuture<Boolean> decision = new CompletableFuture<>();
        synchronized (lock) {
            over = decision;
        }
        Thread thread = new Thread(() -> await(decision), "tasky-end");
        thread.setDaemon(false);
        thread.start();
    }

    private void await(CompletableFuture<Boolean> decision) {
        if (decision.join()) {
            end();
        }
    }

    private void end() {
        if (span.length() == null) {
            logger.info("Tasky ends the application: its work is complete (tasky.run.mode=until-complete).");
        } else {
            logger.info("Tasky ends the application: its time is over (tasky.run.for={}).", span.length());
        }
        boolean ownsMachine = context.containsLocalBean(TaskyWiringConfiguration.RUN_BY_SPRING_APPLICATION);
        int code = SpringApplication.exit(context);
        if (ownsMachine) {
            // What was still running when the context began to close has ended by now.
            exit.exit(code != 0 ? code : failures.getExitCode());
        }
    }

    @Override
    public void stop() {
        decide(false);
    }

    /** A context that fails while it starts destroys beans that it does not stop. */
    @Override
    public void destroy() {
        decide(false);
    }

    private void decide(boolean value) {
        CompletableFuture<Boolean> decision;
        synchronized (lock) {
            decision = over;
        }
        if (decision != null) {
            decision.complete(value);
        }
    }

    @Override
    public boolean isRunning() {
        synchronized (lock) {
            return over != null && !over.isDone();
        }
    }
}
