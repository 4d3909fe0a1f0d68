package io.tasky.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the parameter of a {@link TimerTask} method that gets the key whose timer fired, so that there is one timer for each
 * key. Keys need {@code equals} and {@code hashCode}; its type is the type of the keys of the
 * {@link io.tasky.task.TaskTimer}.
 */
@Target({ElementType.PARAMETER, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface TimerKey {}
