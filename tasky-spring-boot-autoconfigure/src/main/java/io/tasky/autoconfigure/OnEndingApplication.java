package io.tasky.autoconfigure;

import io.tasky.supervisor.LifeSpan;
import java.time.Duration;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether the application is to end by itself; never in a context of Spring's test framework. Thread-safe. */
final class OnEndingApplication extends SpringBootCondition {

    /** Where the test framework keeps the properties of a test class, as Spring's TestPropertySourceUtils says. */
    private static final String OF_A_TEST = "Inlined Test Properties";

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        ConditionMessage.Builder message = ConditionMessage.forCondition("tasky.run");
        Environment environment = context.getEnvironment();
        LifeSpan span = lifeSpan(environment);
        if (span.mode() == LifeSpan.Mode.FOREVER) {
            return ConditionOutcome.noMatch(message.because("the application lives forever"));
        }
        if (!environment.getProperty("tasky.enabled", Boolean.class, true)) {
            return ConditionOutcome.noMatch(message.because("Tasky is switched off"));
        }
        if (environment instanceof ConfigurableEnvironment sources
                && sources.getPropertySources().contains(OF_A_TEST)) {
            return ConditionOutcome.noMatch(message.because("a test decides when its context ends"));
        }
        return ConditionOutcome.match(message.foundExactly(span.mode()));
    }

    private static LifeSpan lifeSpan(Environment environment) {
        Binder binder = Binder.get(environment);
        return LifeSpan.of(
                binder.bind("tasky.run.mode", LifeSpan.Mode.class).orElse(null),
                binder.bind("tasky.run.for", Duration.class).orElse(null));
    }
}
