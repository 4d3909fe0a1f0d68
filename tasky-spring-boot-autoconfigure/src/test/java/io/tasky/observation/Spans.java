package io.tasky.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps the spans that a real tracer has ended. Thread-safe. */
final class Spans implements SpanProcessor {

    private final List<SpanData> ended = new CopyOnWriteArrayList<>();

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        ended.add(span.toSpanData());
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }

    /** Those of that name, in the order they started. */
    List<SpanData> named(String name) {
        return ended.stream()
                .filter(span -> name.equals(span.getName()))
                .sorted(Comparator.comparingLong(SpanData::getStartEpochNanos))
                .toList();
    }

    /** The one of that name. */
    SpanData only(String name) {
        assertThat(named(name)).as("%s among %s", name, ended).hasSize(1);
        return named(name).get(0);
    }

    static Map<String, String> tags(SpanData span) {
        Map<String, String> tags = new TreeMap<>();
        span.getAttributes().forEach((key, value) -> tags.put(key.getKey(), String.valueOf(value)));
        return tags;
    }

    static List<String> events(SpanData span) {
        return span.getEvents().stream().map(EventData::getName).toList();
    }

    static boolean isChild(SpanData child, SpanData parent) {
        return child.getTraceId().equals(parent.getTraceId())
                && child.getParentSpanId().equals(parent.getSpanId());
    }

    static boolean isRoot(SpanData span) {
        return !span.getParentSpanContext().isValid();
    }

    static void assertChild(SpanData child, SpanData parent) {
        assertThat(isChild(child, parent))
                .as("%s is a child of %s", child, parent)
                .isTrue();
    }

    static void assertRoot(SpanData span) {
        assertThat(isRoot(span)).as("%s is a root", span).isTrue();
    }
}
