package io.tasky.supervisor;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an attempt that took too long. Immutable.
 *
 * @param failure what it failed with
 * @param delay how long after its end the next attempt is due, as the policy has answered; null if there is none
 */
record Expiry(TimeoutException failure, @Nullable Duration delay) {}
