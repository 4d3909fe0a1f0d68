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
        return new Row(List.of(
                claim.bar(),
                claim.text(),
                claim.peer().map(Case::label).orElse(""),
                claim.peer()
                        .map(peer -> number(figures.figure(peer, measure), measure.unit()))
                        .orElse(""),
                claim.ours().label(),
                number(ours, measure.unit()),
                ratios.isEmpty() ? "" : String.format(Locale.ROOT, "%.2fx", ratio),
                spread(ratios),
                claim.target().text(measure.unit()),
                claim.target().holds(ours, ratio)));
    }

    private static String spread(List<Double> ratios) {
        if (ratios.isEmpty()) {
            return "";
        }
        List<Double> sorted = ratios.stream().sorted().toList();
        return String.format(Locale.ROOT, "%.2f to %.2f", sorted.get(0), sorted.get(sorted.size() - 1));
    }

    private static String number(double value, String unit) {
        String pattern = value == 0 || value >= 100 ? "%,.0f %s" : value >= 10 ? "%.1f %s" : "%.3f %s";
        return String.format(Locale.ROOT, pattern, value, unit);
    }
}
