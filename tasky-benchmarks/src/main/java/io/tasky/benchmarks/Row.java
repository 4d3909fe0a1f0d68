package io.tasky.benchmarks;

import java.util.List;
import java.util.Locale;

/**
 * A line of the report, as text. Immutable.
 *
 * @param cells one for each of {@link #TITLES}
 */
record Row(List<String> cells) {

    /** The columns. */
    static final List<String> TITLES = List.of(
            "Bar",
            "What",
            "Peer",
            "Peer's figure",
            "Ours",
            "Our figure",
            "Ratio",
            "Ratios of rounds",
            "Target",
            "Holds");

    Row {
        cells = List.copyOf(cells);
    }

    static Row of(Claim claim, GroupFigures figures) {
        Measure measure = claim.measure();
        double ours = figures.figure(claim.ours(), measure);
        List<Double> ratios = claim.peer()
                .map(peer -> figures.ratios(claim.ours(), peer, measure))
                .orElse(List.of());
        double ratio = Median.of(ratios);
        List<Double> differences = claim.peer()
                .map(peer -> figures.differences(claim.ours(), peer, measure))
                .orElse(List.of());
        double difference = Median.of(differences);
        boolean asDifference = claim.target().kind() == Target.Kind.DIFFERENCE;
        return new Row(List.of(
                claim.bar(),
                claim.text(),
                claim.peer().map(Case::label).orElse(""),
                claim.peer()
                        .map(peer -> number(figures.figure(peer, measure), measure.unit()))
                        .orElse(""),
                claim.ours().label(),
                number(ours, measure.unit()),
                asDifference ? comparison("%+.1f " + measure.unit(), differences) : comparison("%.2fx", ratios),
                asDifference ? spread("%+.1f to %+.1f", differences) : spread("%.2f to %.2f", ratios),
                claim.target().text(measure.unit()),
                claim.target().holds(ours, ratio, difference)));
    }

    private static String comparison(String pattern, List<Double> ofRounds) {
        return ofRounds.isEmpty() ? "" : String.format(Locale.ROOT, pattern, Median.of(ofRounds));
    }

    private static String spread(String pattern, List<Double> ofRounds) {
        if (ofRounds.isEmpty()) {
            return "";
        }
        List<Double> sorted = ofRounds.stream().sorted().toList();
        return String.format(Locale.ROOT, pattern, sorted.get(0), sorted.get(sorted.size() - 1));
    }

    private static String number(double value, String unit) {
        String pattern = value == 0 || value >= 100 ? "%,.0f %s" : value >= 10 ? "%.1f %s" : "%.3f %s";
        return String.format(Locale.ROOT, pattern, value, unit);
    }
}
