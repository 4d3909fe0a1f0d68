package io.tasky.benchmarks;

import java.util.Locale;

/**
 * What a figure is to keep. Immutable.
 *
 * @param kind what the limits limit
 * @param least the least that is allowed; less than any number if there is no such limit
 * @param most the most that is allowed; more than any number if there is no such limit
 */
record Target(Kind kind, double least, double most) {

    /** What a limit limits. */
    enum Kind {
        /** Our figure divided by the peer's. */
        RATIO,
        /** Our figure. */
        FIGURE,
        /** Our figure less the peer's. */
        DIFFERENCE,
        /** Nothing: the figure is for information. */
        NONE
    }

    static Target ratio(double most) {
        return new Target(Kind.RATIO, Double.NEGATIVE_INFINITY, most);
    }

    static Target ratioAtLeast(double least) {
        return new Target(Kind.RATIO, least, Double.POSITIVE_INFINITY);
    }

    static Target figure(double most) {
        return new Target(Kind.FIGURE, Double.NEGATIVE_INFINITY, most);
    }

    static Target difference(double most) {
        return new Target(Kind.DIFFERENCE, Double.NEGATIVE_INFINITY, most);
    }

    static Target figureBetween(double least, double most) {
        return new Target(Kind.FIGURE, least, most);
    }

    static Target none() {
        return new Target(Kind.NONE, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    String text(String unit) {
        return switch (kind) {
            case RATIO -> limits("%.2fx", "");
            case DIFFERENCE -> limits("+%.0f", unit);
            case FIGURE -> limits(isWhole(least) && isWhole(most) ? "%.0f" : "%.3f", unit);
            case NONE -> "";
        };
    }

    private static boolean isWhole(double limit) {
        return Double.isInfinite(limit) || limit == Math.rint(limit);
    }

    private String limits(String pattern, String unit) {
        String low = String.format(Locale.ROOT, pattern, least);
        String high = String.format(Locale.ROOT, pattern, most);
        String text =
                Double.isInfinite(least) ? "<= " + high : Double.isInfinite(most) ? ">= " + low : low + " to " + high;
        return (text + " " + unit).strip();
    }

    String holds(double figure, double ratio, double difference) {
        return switch (kind) {
            case RATIO -> holds(ratio);
            case DIFFERENCE -> holds(difference);
            case FIGURE -> holds(figure);
            case NONE -> "";
        };
    }

    private String holds(double value) {
        return value >= least && value <= most ? "yes" : "NO";
    }
}
