package io.tasky.benchmarks;

import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A line of the report: our figure, a peer's, and what their ratio is to keep. Immutable.
 *
 * @param bar the bar it belongs to
 * @param text what is compared
 * @param measure the figure
 * @param ours our case
 * @param peerOrNull the peer's case, or null if it is compared with none
 * @param target what it is to keep
 */
record Claim(
        String bar,
        String text,
        Measure measure,
        Case ours,
        @Nullable Case peerOrNull,
        Target target) {

    Optional<Case> peer() {
        return Optional.ofNullable(peerOrNull);
    }

    /** Every case that has to be measured for it. */
    Stream<Case> cases() {
        return Stream.of(Stream.of(ours), peer().stream(), Case.plain(ours.group()).stream())
                .flatMap(cases -> cases);
    }
}
