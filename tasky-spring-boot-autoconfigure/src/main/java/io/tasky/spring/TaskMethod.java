package io.tasky.spring;

import io.tasky.annotation.Retry;
import io.tasky.task.TaskKind;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.core.annotation.MergedAnnotation;

/**
 * A bean class's method that is a task. Immutable.
 *
 * @param method the method, as specific as the class has it
 * @param beanClass the class that was searched
 * @param kind the kind of task
 * @param annotation what the annotation says, meta-annotations merged
 */
record TaskMethod(Method method, Class<?> beanClass, TaskKind kind, MergedAnnotation<? extends Annotation> annotation) {

    /** The method's name and parameters, after the class that it runs in. */
    String signature() {
        return signature(method, beanClass);
    }

    /** The name of the kind's annotation, with its at sign. */
    String annotationName() {
        return "@" + annotation.getType().getSimpleName();
    }

    /** What the annotation says of an attribute; with a dot in its name, what an annotation within it says. */
    Object value(String attribute) {
        int dot = attribute.indexOf('.');
        return dot < 0
                ? annotation.getValue(attribute).orElse("")
                : annotation
                        .getAnnotation(attribute.substring(0, dot), Retry.class)
                        .getValue(attribute.substring(dot + 1))
                        .orElse("");
    }

    /** Types of exceptions that the annotation's {@link Retry} names. */
    List<Class<? extends Throwable>> exceptions(String attribute) {
        return Arrays.stream(annotation.getAnnotation("retry", Retry.class).getClassArray(attribute))
                .<Class<? extends Throwable>>map(type -> type.asSubclass(Throwable.class))
                .toList();
    }

    static String signature(Method method, Class<?> beanClass) {
        String parameters = Arrays.stream(SuspendingMethods.parameterTypes(method))
                .map(Class::getSimpleName)
                .collect(Collectors.joining(", "));
        return beanClass.getName() + "." + method.getName() + "(" + parameters + ")";
    }
}
