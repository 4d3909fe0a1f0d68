package io.tasky.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Measures Tasky beside its peers, and prints what it claims and whether that holds. */
public final class BenchmarkProgram {

    private BenchmarkProgram() {}

    /**
     * Measures and reports.
     *
     * @param arguments see {@code README.md}
     * @throws IOException if the report could not be written
     */
    public static void main(String... arguments) throws IOException {
        Arguments asked;
        try {
            asked = Arguments.parse(arguments);
            Claims.of(asked.bars());
        } catch (IllegalArgumentException ex) {
            System.err.println(ex.getMessage());
            System.err.println("Usage: java -jar benchmarks.jar " + Arguments.USAGE);
            return;
        }
        // Before the long work, so that a wrong folder costs no time.
        for (Path file : asked.readme().stream().toList()) {
            Files.readString(file);
        }
        Report report = run(asked.scale(), asked.bars());
        System.out.println(report.text());
        for (Path file : asked.readme().stream().toList()) {
            Readme.write(file, report);
        }
    }

    static Report run(Scale scale, Set<String> bars) {
        List<Claim> claims = Claims.of(bars);
        double loadBefore = Machine.load();
        String facts = Machine.facts();
        long start = System.nanoTime();
        Map<Group, GroupFigures> figures = measure(scale, claims);
        double minutes = (System.nanoTime() - start) / 60e9;
        List<String> heading = List.of(
                facts,
                String.format(
                        Locale.ROOT,
                        "Mode %s, took %.1f minutes; load average %.2f before, %.2f after",
                        scale.name(),
                        minutes,
                        loadBefore,
                        Machine.load()));
        List<Row> rows = claims.stream()
                .map(claim -> Row.of(
                        claim, Objects.requireNonNull(figures.get(claim.ours().group()))))
                .toList();
        List<String> notes = new ArrayList<>();
        figures.values().forEach(group -> notes.add(group.note()));
        return new Report(heading, rows, notes);
    }

    private static Map<Group, GroupFigures> measure(Scale scale, List<Claim> claims) {
        Rounds rounds = new Rounds(scale, new CaseRunner(scale)::run);
        Map<Group, Set<Case>> cases = new EnumMap<>(Group.class);
        claims.stream()
                .flatMap(Claim::cases)
                .forEach(measured -> cases.computeIfAbsent(measured.group(), group -> EnumSet.noneOf(Case.class))
                        .add(measured));
        Map<Group, GroupFigures> figures = new EnumMap<>(Group.class);
        cases.forEach((group, ofGroup) -> figures.put(group, rounds.run(group, ofGroup)));
        return figures;
    }
}
