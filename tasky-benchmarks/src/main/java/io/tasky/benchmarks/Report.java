package io.tasky.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * All that is told about a run. Immutable.
 *
 * @param heading where, when and how it was measured
 * @param rows the lines of the table
 * @param notes what has to be known about the rounds
 */
record Report(List<String> heading, List<Row> rows, List<String> notes) {

    Report {
        heading = List.copyOf(heading);
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
    }

    /** Markdown that is a table on a terminal as well. */
    String text() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(Row.TITLES);
        rows.forEach(row -> lines.add(row.cells()));
        List<Integer> widths = IntStream.range(0, Row.TITLES.size())
                .map(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElse(0))
                .boxed()
                .toList();
        lines.add(1, widths.stream().map("-"::repeat).toList());
        String table = lines.stream().map(line -> line(line, widths)).collect(Collectors.joining("\n"));
        return bullets(heading) + "\n" + table + "\n\n" + bullets(notes);
    }

    private static String line(List<String> cells, List<Integer> widths) {
        return IntStream.range(0, cells.size())
                .mapToObj(column -> cells.get(column)
                        + " ".repeat(widths.get(column) - cells.get(column).length()))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static String bullets(List<String> lines) {
        return lines.stream().map(line -> "- " + line + "\n").collect(Collectors.joining());
    }
}
