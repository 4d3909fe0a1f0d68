package io.tasky.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Runs everything once with tiny numbers; says nothing about time. */
class BenchmarkProgramTests {

    private static final int OUR_FIGURE = Row.TITLES.indexOf("Our figure");

    @BeforeAll
    static void allowOtherBenchmarksOnThisMachine() {
        System.setProperty("jmh.ignoreLock", "true");
    }

    @Test
    void reportHasARowWithAFigureForEveryClaim() {
        Report report = BenchmarkProgram.run(Scale.SMOKE, Set.of());
        List<Row> rows = report.rows();
        assertThat(rows).hasSameSizeAs(Claims.all());
        for (int i = 0; i < rows.size(); i++) {
            Claim claim = Claims.all().get(i);
            assertThat(rows.get(i).cells()).startsWith(claim.bar(), claim.text());
            assertThat(rows.get(i).cells().get(OUR_FIGURE))
                    .matches("-?[0-9.,]+ (ns|B|us|ms|%|M/s|MB|KB|timers|items|threads|per tick)");
        }
        assertThat(report.notes()).hasSize(Group.values().length);
        assertThat(report.text()).contains("JDK " + Runtime.version()).contains("load average");
    }
}
