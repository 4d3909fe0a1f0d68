package io.tasky.benchmarks;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Measures one case once, in a virtual machine of its own where the scale says so. */
final class CaseRunner {

    /** The same heap for all, and no growing while it is measured. */
    private static final String[] HEAP = {"-Xms1g", "-Xmx1g"};

    private final Scale scale;

    CaseRunner(Scale scale) {
        this.scale = scale;
    }

    /** The median of what the iterations found. */
    Map<Measure, Double> run(Case measured) {
        List<Map<Measure, Double>> iterations = iterations(measured).stream()
                .map(iteration -> figures(iteration.getSecondaryResults()))
                .toList();
        Map<Measure, Double> medians = new EnumMap<>(Measure.class);
        iterations
                .get(0)
                .keySet()
                .forEach(measure -> medians.put(
                        measure,
                        Median.of(iterations.stream()
                                .map(figures -> Objects.requireNonNull(figures.get(measure)))
                                .toList())));
        return medians;
    }

    private List<IterationResult> iterations(Case measured) {
        boolean timed = measured.group().isWarmedUp();
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + Pattern.quote(measured.group().benchmark().getName()) + "\\.")
                .forks(scale.forks())
                .jvmArgsAppend(HEAP)
                .warmupIterations(timed ? scale.warmups() : 0)
                .measurementIterations(timed ? scale.batches() : 1)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        measured.way().ifPresent(way -> options.param("way", way));
        measured.group().parameters(scale).forEach(options::param);
        try {
            return new Runner(options.build())
                    .runSingle().getBenchmarkResults().stream()
                            .flatMap(result -> result.getIterationResults().stream())
                            .toList();
        } catch (RunnerException ex) {
            throw new IllegalStateException("The case " + measured + " failed.", ex);
        }
    }

    @SuppressWarnings("rawtypes") // JMH declares its results without a type.
    private static Map<Measure, Double> figures(Map<String, Result> counters) {
        Map<Measure, Double> figures = new EnumMap<>(Measure.class);
        for (Measure measure : Measure.values()) {
            Result result = counters.get(measure.counter());
            if (result != null) {
                figures.put(measure, result.getScore());
            }
        }
        if (figures.isEmpty()) {
            throw new IllegalStateException("None of the expected counters among " + counters.keySet() + ".");
        }
        return figures;
    }
}
