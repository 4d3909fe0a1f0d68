package io.tasky.benchmarks;

import java.util.Locale;

/**
 * What a figure is to keep. Immutable.
 *
 * @param kind what the limit limits
 * @param limit the most that is allowed
 */
record Target(Kind kind, double limit) {

    /** What a limit limits. */
    enum Kind {
        /** Our figure divided by the peer's. */
        RATIO,
        /** Our figure. */
        FIGURE,
        /** Nothing: the figure is for information. */
        NONE
    }

    static Target ratio(double limit) {
        return new Target(Kind.RATIO, limit);
    }

    static Target figure(double limit) {
        return new Target(Kind.FIGURE, limit);
    }

    static Target none() {
        return new Target(Kind.NONE, Double.NaN);
    }

    String text(String unit) {
        return switch (kind) {
            case RATIO -> String.format(Locale.ROOT, "<= %.2fx", limit);
            case FIGURE -> String.format(Locale.ROOT, "<= %.0f %s", limit, unit);
            case NONE -> "";
        };
    }

    String holds(double figure, double ratio) {
        return switch (kind) {
            case RATIO -> ratio <= limit ? "yes" : "NO";
            case FIGURE -> figure <= limit ? "yes" : "NO";
            case NONE -> "";
        };
    }
}
