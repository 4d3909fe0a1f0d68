package io.tasky.spring;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;

/** Finds the methods of a class that are tasks, inherited ones included; remembers what it found. Thread-safe. */
public final class TaskMethodFinder {

    private final Map<Class<?>, List<TaskMethod>> found = new ConcurrentHashMap<>();

    TaskMethodFinder() {}

    /**
     * Whether a class has tasks.
     *
     * @param beanType the class of a bean
     * @return whether at least one method is annotated as a task
     */
    public boolean declaresTasks(Class<?> beanType) {
        return !find(beanType).isEmpty();
    }

    /**
     * The tasks of a class.
     *
     * @param beanType the class of a bean, or of its proxy
     * @return its tasks, by method name
     */
    List<TaskMethod> find(Class<?> beanType) {
        Class<?> userClass = ClassUtils.getUserClass(beanType);
        List<TaskMethod> known = found.get(userClass);
        if (known == null) {
            known = isCandidate(userClass) ? search(userClass) : List.of();
            found.put(userClass, known);
        }
        return known;
    }

    private static boolean isCandidate(Class<?> type) {
        String name = type.getName();
        // Most beans of an application are Spring Boot's own, and a look at the annotations of each takes time.
        if (name.startsWith("org.springframework.boot.")) {
            return false;
        }
        if (name.startsWith("org.springframework.") && !AnnotatedElementUtils.isAnnotated(type, Component.class)) {
            return false;
        }
        return AnnotationUtils.isCandidateClass(type, TaskAnnotations.types());
    }

    private static List<TaskMethod> search(Class<?> userClass) {
        Map<Method, TaskMethod> methods =
                MethodIntrospector.selectMethods(userClass, (MethodIntrospector.MetadataLookup<TaskMethod>)
                        method -> TaskAnnotations.read(method, userClass));
        return methods.values().stream()
                .sorted((left, right) -> left.signature().compareTo(right.signature()))
                .toList();
    }
}
