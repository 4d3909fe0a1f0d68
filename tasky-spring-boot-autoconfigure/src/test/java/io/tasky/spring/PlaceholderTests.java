package io.tasky.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.annotation.BackgroundTask;
import io.tasky.annotation.PeriodicTask;
import io.tasky.annotation.QueueWorker;
import io.tasky.annotation.Retry;
import io.tasky.annotation.TimerTask;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskDefinition;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.mock.env.MockEnvironment;

/** Placeholders in whatever is a text in an annotation. */
class PlaceholderTests {

    /** By the name of the attribute; those of an annotation within the annotation have its name before theirs. */
    private static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("name", "mail"),
            Map.entry("pool", "io"),
            Map.entry("enabled", "false"),
            Map.entry("timeout", "7s"),
            Map.entry("maxConcurrent", "3"),
            Map.entry("rateLimit", "5/1m"),
            Map.entry("retry.maxRetries", "4"),
            Map.entry("retry.delay", "11ms"),
            Map.entry("retry.multiplier", "2.5"),
            Map.entry("retry.maxDelay", "13s"),
            Map.entry("retry.jitter", "2ms"),
            Map.entry("fixedRate", "17s"),
            Map.entry("fixedDelay", "19s"),
            Map.entry("cron", "0 0 2 * * *"),
            Map.entry("zone", "Europe/Berlin"),
            Map.entry("initialDelay", "23s"),
            Map.entry("jitter", "29ms"),
            Map.entry("delay", "31s"),
            Map.entry("maxWait", "37m"),
            Map.entry("queue", "letters"),
            Map.entry("workers", "6"),
            Map.entry("capacity", "41"),
            Map.entry("batchSize", "8"),
            Map.entry("batchTimeout", "43ms"),
            Map.entry("orderBy", "byLength"),
            Map.entry("key", "toString()"),
            Map.entry("deadLetter", "dead"),
            Map.entry("uniqueKey", "#p0"));

    private final MockEnvironment environment = new MockEnvironment();

    private final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();

    PlaceholderTests() {
        VALUES.forEach((attribute, value) -> environment.setProperty("said." + attribute, value));
        beans.registerSingleton("byLength", Comparator.comparing(String::length));
    }

    @ParameterizedTest
    @ValueSource(classes = {PeriodicTask.class, TimerTask.class, QueueWorker.class, BackgroundTask.class})
    void mayStandInEveryTextOfAnAnnotation(Class<? extends Annotation> annotation) {
        TaskDefinitionFactory factory = new TaskDefinitionFactory(beans, environment, TaskOverrides.NONE);
        Set<String> seen = new TreeSet<>();
        for (TaskMethod method : new TaskMethodFinder().find(Said.class)) {
            if (method.annotation().getType() == annotation) {
                TaskDefinition definition = factory.create("said", method);
                assertThat(definition.name()).isEqualTo("mail");
                seen.add("name");
                seen.addAll(resolved(definition));
            }
        }
        assertThat(seen).containsAll(texts(annotation)).containsAll(retryTexts());
    }

    /** The attributes that the definition has, each as it was said. */
    private static List<String> resolved(TaskDefinition definition) {
        return TaskAttribute.of(definition.kind()).stream()
                .filter(attribute -> VALUES.containsKey(attribute.name()))
                .filter(attribute -> definition.attributes().get(attribute) != null)
                .peek(attribute -> assertThat((Object) definition.attributes().get(attribute))
                        .as(attribute.name())
                        .isEqualTo(AttributeParser.parse(
                                attribute, Objects.requireNonNull(VALUES.get(attribute.name())), "the test")))
                .map(TaskAttribute::name)
                .toList();
    }

    private static Set<String> texts(Class<? extends Annotation> annotation) {
        return Arrays.stream(annotation.getDeclaredMethods())
                .filter(method -> method.getReturnType() == String.class)
                .map(Method::getName)
                .collect(Collectors.toSet());
    }

    private static Set<String> retryTexts() {
        return texts(Retry.class).stream().map(name -> "retry." + name).collect(Collectors.toSet());
    }

    static class Said {

        @PeriodicTask(
                name = "${said.name}",
                pool = "${said.pool}",
                enabled = "${said.enabled}",
                timeout = "${said.timeout}",
                maxConcurrent = "${said.maxConcurrent}",
                rateLimit = "${said.rateLimit}",
                fixedRate = "${said.fixedRate}",
                initialDelay = "${said.initialDelay}",
                jitter = "${said.jitter}",
                retry =
                        @Retry(
                                maxRetries = "${said.retry.maxRetries}",
                                delay = "${said.retry.delay}",
                                multiplier = "${said.retry.multiplier}",
                                maxDelay = "${said.retry.maxDelay}",
                                jitter = "${said.retry.jitter}"))
        void rate() {}

        @PeriodicTask(name = "${said.name}", fixedDelay = "${said.fixedDelay}")
        void pause() {}

        @PeriodicTask(name = "${said.name}", cron = "${said.cron}", zone = "${said.zone}")
        void cron() {}

        @TimerTask(
                name = "${said.name}",
                pool = "${said.pool}",
                enabled = "${said.enabled}",
                timeout = "${said.timeout}",
                maxConcurrent = "${said.maxConcurrent}",
                rateLimit = "${said.rateLimit}",
                delay = "${said.delay}",
                maxWait = "${said.maxWait}",
                retry =
                        @Retry(
                                maxRetries = "${said.retry.maxRetries}",
                                delay = "${said.retry.delay}",
                                multiplier = "${said.retry.multiplier}",
                                maxDelay = "${said.retry.maxDelay}",
                                jitter = "${said.retry.jitter}"))
        void timer() {}

        @TimerTask(
                name = "${said.name}",
                delay = "${said.delay}",
                key = "${said.key}",
                resetOn = String.class,
                autoStart = false)
        void keyed(@io.tasky.annotation.TimerKey String key) {}

        @QueueWorker(
                name = "${said.name}",
                pool = "${said.pool}",
                enabled = "${said.enabled}",
                timeout = "${said.timeout}",
                maxConcurrent = "${said.maxConcurrent}",
                rateLimit = "${said.rateLimit}",
                queue = "${said.queue}",
                workers = "${said.workers}",
                capacity = "${said.capacity}",
                batchSize = "${said.batchSize}",
                batchTimeout = "${said.batchTimeout}",
                deadLetter = "${said.deadLetter}",
                retry =
                        @Retry(
                                maxRetries = "${said.retry.maxRetries}",
                                delay = "${said.retry.delay}",
                                multiplier = "${said.retry.multiplier}",
                                maxDelay = "${said.retry.maxDelay}",
                                jitter = "${said.retry.jitter}"))
        void batch(List<String> items) {}

        @QueueWorker(name = "${said.name}", key = "${said.key}")
        void byKey(String item) {}

        @QueueWorker(name = "${said.name}", orderBy = "${said.orderBy}")
        void inOrder(String item) {}

        @BackgroundTask(
                name = "${said.name}",
                pool = "${said.pool}",
                enabled = "${said.enabled}",
                timeout = "${said.timeout}",
                maxConcurrent = "${said.maxConcurrent}",
                rateLimit = "${said.rateLimit}",
                uniqueKey = "${said.uniqueKey}",
                retry =
                        @Retry(
                                maxRetries = "${said.retry.maxRetries}",
                                delay = "${said.retry.delay}",
                                multiplier = "${said.retry.multiplier}",
                                maxDelay = "${said.retry.maxDelay}",
                                jitter = "${said.retry.jitter}"))
        void call(String item) {}
    }
}
