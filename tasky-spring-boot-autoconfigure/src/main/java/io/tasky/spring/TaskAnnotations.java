package io.tasky.spring;

import io.tasky.annotation.BackgroundTask;
import io.tasky.annotation.PeriodicTask;
import io.tasky.annotation.QueueWorker;
import io.tasky.annotation.TimerTask;
import io.tasky.task.TaskKind;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;

/** Reads the annotations of one method. Without state, so thread-safe. */
final class TaskAnnotations {

    private static final Map<Class<? extends Annotation>, TaskKind> KINDS = Map.of(
            PeriodicTask.class, TaskKind.PERIODIC,
            TimerTask.class, TaskKind.TIMER,
            QueueWorker.class, TaskKind.QUEUE,
            BackgroundTask.class, TaskKind.BACKGROUND);

    private TaskAnnotations() {}

    /** The annotation types that make a method a task. */
    static Set<Class<? extends Annotation>> types() {
        return KINDS.keySet();
    }

    /**
     * Reads a method, and what it overrides.
     *
     * @param method the method
     * @param beanClass the class it was found in
     * @return the task, or null if it is none
     * @throws io.tasky.task.TaskConfigurationException if its annotations exclude one another
     */
    static @Nullable TaskMethod read(Method method, Class<?> beanClass) {
        MergedAnnotations annotations = MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY);
        List<MergedAnnotation<Annotation>> found = nearest(annotations);
        if (found.isEmpty()) {
            return null;
        }
        AnnotationConflicts.refuseSeveral(TaskMethod.signature(method, beanClass), found);
        MergedAnnotation<Annotation> annotation = found.get(0);
        TaskMethod task = new TaskMethod(method, beanClass, kind(annotation), annotation);
        AnnotationConflicts.refuseForeign(task, annotations);
        return task;
    }

    /** Only the declaration nearest to the class counts: an overriding method may say something else. */
    private static List<MergedAnnotation<Annotation>> nearest(MergedAnnotations annotations) {
        List<MergedAnnotation<Annotation>> all = annotations.stream()
                .filter(annotation -> KINDS.containsKey(annotation.getType()))
                .toList();
        int nearest =
                all.stream().mapToInt(MergedAnnotation::getAggregateIndex).min().orElse(0);
        return all.stream()
                .filter(annotation -> annotation.getAggregateIndex() == nearest)
                .toList();
    }

    private static TaskKind kind(MergedAnnotation<Annotation> annotation) {
        TaskKind kind = KINDS.get(annotation.getType());
        if (kind == null) {
            throw new IllegalArgumentException(annotation.getType().getName());
        }
        return kind;
    }
}
