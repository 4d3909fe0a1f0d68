package io.tasky.benchmarks;

import java.util.List;
import java.util.Locale;

/**
 * What was found about a group. Immutable.
 *
 * @param group the group
 * @param rounds the rounds that count
 * @param repeated how many rounds were starved and run again
 */
record GroupFigures(Group group, List<Round> rounds, int repeated) {

    GroupFigures {
        rounds = List.copyOf(rounds);
    }

    /** One figure for all rounds. */
    double figure(Case measured, Measure measure) {
        return measure.over(
                rounds.stream().map(round -> round.figure(measured, measure)).toList());
    }

    /** Our figure divided by the peer's, for each round. */
    List<Double> ratios(Case ours, Case peer, Measure measure) {
        return rounds.stream().map(round -> round.ratio(ours, peer, measure)).toList();
    }

    /** Our figure less the peer's, for each round. */
    List<Double> differences(Case ours, Case peer, Measure measure) {
        return rounds.stream()
                .map(round -> round.figure(ours, measure) - round.figure(peer, measure))
                .toList();
    }

    /** What has to be known about the rounds to believe the figures. */
    String note() {
        String note = group + ": " + rounds.size() + " rounds";
        if (Case.plain(group).isPresent()) {
            long starved = rounds.stream().filter(Round::starved).count();
            note += "; " + repeated + " starved rounds were run again, " + starved + " starved rounds count";
        }
        return note + group.samples().map(what -> "; " + samples(what)).orElse("");
    }

    private String samples(String what) {
        double fewest = rounds.get(0).figures().keySet().stream()
                .mapToDouble(measured -> figure(measured, Measure.SAMPLES))
                .min()
                .orElse(0);
        return String.format(Locale.ROOT, "at least %,.0f %s for each case", fewest, what);
    }
}
