package io.tasky.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests the figures and ratios of a round. */
class RoundTests {

    private static final Round ROUND = new Round(
            Map.of(
                    Case.QUEUE_WORKER, cells(1, 2, 3, 4, 50),
                    Case.BLOCKING_QUEUE, cells(10, 4, 12, 40, 100)),
            false);

    @Test
    void figureOfAMeasureIsItsOwn() {
        assertThat(ROUND.figure(Case.QUEUE_WORKER, Measure.W4P2)).isEqualTo(50);
        assertThat(ROUND.ratio(Case.QUEUE_WORKER, Case.BLOCKING_QUEUE, Measure.W2P1))
                .isEqualTo(0.5);
    }

    @Test
    void figureOfPartsIsTheMedianOfTheirFigures() {
        assertThat(ROUND.figure(Case.QUEUE_WORKER, Measure.CELLS)).isEqualTo(3);
    }

    @Test
    void ratioOfPartsIsTheMedianOfTheirRatios() {
        assertThat(ROUND.ratio(Case.QUEUE_WORKER, Case.BLOCKING_QUEUE, Measure.CELLS))
                .isCloseTo(0.25, within(1e-9));
    }

    private static Map<Measure, Double> cells(double... rates) {
        List<Measure> cells = Measure.CELLS.parts();
        return Map.of(
                cells.get(0),
                rates[0],
                cells.get(1),
                rates[1],
                cells.get(2),
                rates[2],
                cells.get(3),
                rates[3],
                cells.get(4),
                rates[4]);
    }
}
