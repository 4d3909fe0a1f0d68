package io.tasky.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests the order of the rounds, and which of them count. */
class RoundsTests {

    private static final List<Case> CASES = List.of(Case.SLEEPING_FIFO, Case.SLEEPING_HIGH);

    private static final double IDEAL = Group.SLEEPING.idealMillis(Scale.FULL);

    private final List<Case> measured = new ArrayList<>();

    private final Deque<Double> plainTotals = new ArrayDeque<>();

    @Test
    void everyOtherRoundIsInReverseOrder() {
        run(IDEAL, IDEAL, IDEAL, IDEAL, IDEAL);
        assertThat(measured.subList(0, 4))
                .containsExactly(Case.SLEEPING_FIFO, Case.SLEEPING_HIGH, Case.SLEEPING_HIGH, Case.SLEEPING_FIFO);
        assertThat(measured).hasSize(10);
    }

    @Test
    void starvedRoundIsRunAgainAndCounted() {
        GroupFigures figures = run(IDEAL * 1.2, IDEAL, IDEAL, IDEAL, IDEAL, IDEAL);
        assertThat(figures.rounds()).hasSize(5).noneMatch(Round::starved);
        assertThat(figures.note()).contains("5 rounds; 1 starved rounds were run again, 0 starved rounds count");
    }

    @Test
    void starvedRoundsBeyondTheLimitCountAndAreTold() {
        GroupFigures figures = run(IDEAL * 1.2, IDEAL * 1.3, IDEAL * 1.2, IDEAL * 1.4, IDEAL, IDEAL, IDEAL, IDEAL);
        assertThat(figures.rounds()).hasSize(5).filteredOn(Round::starved).hasSize(1);
        assertThat(figures.note()).contains("3 starved rounds were run again, 1 starved rounds count");
    }

    @Test
    void ratioIsTheMedianOfTheRatiosOfTheRounds() {
        GroupFigures figures = run(IDEAL, IDEAL, IDEAL, IDEAL, IDEAL);
        Claim claim = new Claim(
                "3", "total", Measure.PLAIN_TOTAL, Case.SLEEPING_HIGH, Case.SLEEPING_FIFO, Target.ratio(1.05));
        assertThat(Row.of(claim, figures).cells()).contains("2.00x", "2.00 to 2.00", "<= 1.05x", "NO");
    }

    @Test
    void differenceIsTheMedianOfTheDifferencesOfTheRounds() {
        GroupFigures figures = run(IDEAL, IDEAL - 10, IDEAL, IDEAL - 20, IDEAL - 20);
        Claim claim = new Claim(
                "12", "start", Measure.PLAIN_TOTAL, Case.SLEEPING_HIGH, Case.SLEEPING_FIFO, Target.difference(100));
        String median = String.format(Locale.ROOT, "%+.1f ms", IDEAL + 10);
        assertThat(Row.of(claim, figures).cells()).contains(median, "<= +100 ms");
    }

    private GroupFigures run(Double... totals) {
        plainTotals.addAll(List.of(totals));
        return new Rounds(Scale.FULL, this::measure).run(Group.SLEEPING, CASES);
    }

    private Map<Measure, Double> measure(Case next) {
        measured.add(next);
        double total = next == Case.SLEEPING_FIFO ? plainTotals.remove() : IDEAL * 2;
        return Map.of(Measure.PLAIN_TOTAL, total, Measure.SAMPLES, 10.0);
    }
}
