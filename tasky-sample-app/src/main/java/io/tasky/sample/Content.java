package io.tasky.sample;

/** What a file turned out to hold. Immutable. */
sealed interface Content {

    /** Text to index. */
    record Text(String text) implements Content {}

    /** Nothing to index, and why. */
    record Unsuitable(String reason) implements Content {}
}
