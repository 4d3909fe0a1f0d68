package io.tasky.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;

/**
 * Brings Tasky's auto-configuration into a test that has chosen its auto-configurations, such as another slice. What
 * belongs to it stands in {@code META-INF/spring/io.tasky.test.AutoConfigureTasky.imports}, where backends may add theirs.
 * The clock is the system's unless {@link TaskyTest} is there, too.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ImportAutoConfiguration
public @interface AutoConfigureTasky {}
