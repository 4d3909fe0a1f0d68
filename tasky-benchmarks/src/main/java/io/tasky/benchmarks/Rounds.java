package io.tasky.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Measures the cases of a group in rounds, each case once in a round, every other round in the reverse order: what
 * disturbs the machine for a while then disturbs peers alike.
 */
final class Rounds {

    /** How much longer than ideal the plain work of a round may take. */
    private static final double STARVED = 1.10;

    private final Scale scale;

    private final Function<Case, Map<Measure, Double>> runner;

    Rounds(Scale scale, Function<Case, Map<Measure, Double>> runner) {
        this.scale = scale;
        this.runner = runner;
    }

    GroupFigures run(Group group, Collection<Case> cases) {
        List<Round> rounds = new ArrayList<>();
        List<Round> dropped = new ArrayList<>();
        int count = group.rounds(scale);
        while (rounds.size() < count) {
            System.err.printf(Locale.ROOT, "%s, round %d of %d: ", group, rounds.size() + 1, count);
            long start = System.nanoTime();
            Round round = round(group, cases, rounds.size() % 2 == 1);
            boolean again = round.starved() && dropped.size() < scale.repeats();
            (again ? dropped : rounds).add(round);
            System.err.printf(
                    Locale.ROOT,
                    " %d s%s%s%n",
                    TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start),
                    round.starved() ? ", starved" : "",
                    again ? ", again" : "");
        }
        return new GroupFigures(group, rounds, dropped.size());
    }

    private Round round(Group group, Collection<Case> cases, boolean reverse) {
        List<Case> order = new ArrayList<>(cases);
        if (reverse) {
            Collections.reverse(order);
        }
        Map<Case, Map<Measure, Double>> figures = new EnumMap<>(Case.class);
        for (Case measured : order) {
            figures.put(measured, runner.apply(measured));
            System.err.print(".");
        }
        boolean starved = Case.plain(group)
                .map(figures::get)
                .map(plain -> plain.get(Measure.PLAIN_TOTAL))
                .filter(millis -> millis > STARVED * group.idealMillis(scale))
                .isPresent();
        return new Round(figures, starved);
    }
}
