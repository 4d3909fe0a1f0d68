package io.tasky.spring;

/**
 * Whether and when the sources of work start. Immutable.
 *
 * @param enabled false to start nothing at all
 * @param autoStart false to leave the start to the application
 * @param withContext true to start with the context; false to wait until the application is ready
 */
public record SourceSettings(boolean enabled, boolean autoStart, boolean withContext) {}
