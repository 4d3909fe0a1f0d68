package io.tasky.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tests what the program understands. */
class ArgumentsTests {

    @Test
    void modeAloneMeasuresAllAndWritesNothing() {
        Arguments arguments = Arguments.parse("quick");
        assertThat(arguments.scale()).isEqualTo(Scale.QUICK);
        assertThat(Claims.of(arguments.bars())).isEqualTo(Claims.all());
        assertThat(arguments.readme()).isEmpty();
    }

    @Test
    void barsNarrowTheClaims() {
        Arguments arguments = Arguments.parse("full", "--bar=2,sample", "--write-readme=x.md");
        assertThat(Claims.of(arguments.bars())).extracting(Claim::bar).containsOnly("2", "sample");
        assertThat(arguments.readme()).contains(Path.of("x.md"));
    }

    @Test
    void mistakesAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arguments.parse("fast"))
                .withMessage("No such mode: 'fast'. Use quick, full or smoke.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arguments.parse("--bar=1"))
                .withMessageStartingWith("No mode given.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Claims.of(Set.of("99")))
                .withMessage("No such bar: '99'. There are [1, 10, 12, 13, 2, 3, 4, 5, 6, 7, 8, 9, sample].");
    }
}
