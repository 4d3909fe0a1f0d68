package io.tasky.spring;

import io.tasky.task.TaskConfigurationException;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.Scheduled;

/** Refuses annotations that exclude one another. Without state, so thread-safe. */
final class AnnotationConflicts {

    private static final List<Class<? extends Annotation>> FOREIGN =
            List.of(Async.class, Scheduled.class, EventListener.class);

    private AnnotationConflicts() {}

    /** Refuses a method that is more than one task. */
    static void refuseSeveral(String method, List<MergedAnnotation<Annotation>> found) {
        if (found.size() > 1) {
            throw new TaskConfigurationException(
                    "Method " + method + " carries more than one task annotation: "
                            + found.stream()
                                    .map(one -> "@" + one.getType().getSimpleName())
                                    .sorted()
                                    .collect(Collectors.joining(" and "))
                            + ".",
                    "Keep one of them, and give the other one a method of its own.");
        }
    }

    /** Refuses a task that Spring would call, or take off its thread, as well. */
    static void refuseForeign(TaskMethod task, MergedAnnotations onMethod) {
        for (Class<? extends Annotation> foreign : FOREIGN) {
            if (onMethod.isPresent(foreign)) {
                throw new TaskConfigurationException(
                        "Method " + task.signature() + " carries " + task.annotationName() + " and @"
                                + foreign.getSimpleName() + ", which cannot work on the same method.",
                        "Keep one of them, and give the other one a method of its own.");
            }
        }
        if (MergedAnnotations.from(task.beanClass(), SearchStrategy.TYPE_HIERARCHY)
                .isPresent(Async.class)) {
            throw new TaskConfigurationException(
                    "Method " + task.signature() + " carries " + task.annotationName()
                            + ", and its class carries @Async, which would take it off its run's thread.",
                    "Remove @Async from the class, or put it on those methods only that are no tasks.");
        }
    }
}
