package io.tasky.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.core.annotation.AliasFor;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * A test whose clock moves only when it says so: Tasky's ticks, timers, pauses, time-outs and waits go by the
 * {@link TaskyClock} bean, which stands still at first. {@link TaskyDriver} is the other bean that a test may inject.
 *
 * <p>Alone, it is a slice: a context with Tasky's auto-configuration, the properties of the application, and the classes
 * that {@link #classes()}, {@code @Import} and nested {@code @TestConfiguration} classes name; no other auto-configuration,
 * no scan for components, and no web server.
 *
 * <p>Beside {@code @SpringBootTest}, or another annotation that makes a context, it replaces the clock of that context,
 * and in inline mode its pools, and changes nothing else.
 *
 * <p>Contexts are cached as Spring's test framework does it, those of the two modes apart. A context that is used again
 * goes on where the test before left it: time is not set back.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(SpringExtension.class)
@ContextConfiguration(loader = TaskyTestContextLoader.class)
public @interface TaskyTest {

    /**
     * Whether work runs where it is submitted or falls due, instead of on the threads of pools. In a test that is its own
     * thread: there is no waiting and no overlap, sizes and lines of pools are of no account, and a run that fails for good
     * throws its exception from the call that let it run: the submitting call, {@code put}, {@link TaskyClock#advance},
     * {@link TaskyDriver#drain}. Work that waits by Tasky's clock moves the clock.
     *
     * @return true for inline mode
     */
    boolean inline() default false;

    /**
     * The classes that a slice consists of, beside Tasky: as a rule those with the tasks under test. Beside
     * {@code @SpringBootTest}, name classes there.
     *
     * @return component or configuration classes
     */
    @AliasFor(annotation = ContextConfiguration.class, attribute = "classes")
    Class<?>[] classes() default {};
}
