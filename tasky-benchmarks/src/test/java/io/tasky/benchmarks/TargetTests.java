package io.tasky.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Tests what a target says, and when it holds. */
class TargetTests {

    @Test
    void ratioHasALimitAboveOrBelow() {
        assertThat(Target.ratio(0.8).text("ns")).isEqualTo("<= 0.80x");
        assertThat(Target.ratio(0.8).holds(99, 0.8, Double.NaN)).isEqualTo("yes");
        assertThat(Target.ratio(0.8).holds(0, 0.81, Double.NaN)).isEqualTo("NO");
        assertThat(Target.ratioAtLeast(2).text("M/s")).isEqualTo(">= 2.00x");
        assertThat(Target.ratioAtLeast(2).holds(0, 2, Double.NaN)).isEqualTo("yes");
        assertThat(Target.ratioAtLeast(2).holds(99, 1.99, Double.NaN)).isEqualTo("NO");
    }

    @Test
    void figureHasALimitOrTwo() {
        assertThat(Target.figure(64).text("B")).isEqualTo("<= 64 B");
        assertThat(Target.figure(64).holds(65, 0, Double.NaN)).isEqualTo("NO");
        assertThat(Target.figureBetween(0.999, 1.001).text("per tick")).isEqualTo("0.999 to 1.001 per tick");
        assertThat(Target.figureBetween(0.999, 1.001).holds(1, Double.NaN, Double.NaN))
                .isEqualTo("yes");
        assertThat(Target.figureBetween(0.999, 1.001).holds(0.99, Double.NaN, Double.NaN))
                .isEqualTo("NO");
        assertThat(Target.figureBetween(0.999, 1.001).holds(1.01, Double.NaN, Double.NaN))
                .isEqualTo("NO");
    }

    @Test
    void differenceHasALimitAbove() {
        assertThat(Target.difference(150).text("ms")).isEqualTo("<= +150 ms");
        assertThat(Target.difference(150).holds(9_999, 99, 150)).isEqualTo("yes");
        assertThat(Target.difference(150).holds(0, 0, 151)).isEqualTo("NO");
        assertThat(Target.difference(150).holds(0, 0, -1)).isEqualTo("yes");
    }

    @Test
    void whatIsNoNumberDoesNotHold() {
        assertThat(Target.figure(1).holds(Double.NaN, 0, Double.NaN)).isEqualTo("NO");
        assertThat(Target.ratioAtLeast(1).holds(0, Double.NaN, Double.NaN)).isEqualTo("NO");
    }

    @Test
    void nothingIsAskedOfAFigureForInformation() {
        assertThat(Target.none().text("ms")).isEmpty();
        assertThat(Target.none().holds(1, 1, Double.NaN)).isEmpty();
    }
}
