package io.tasky.benchmarks;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the user asked for. Immutable.
 *
 * @param scale how much to measure
 * @param bars the bars to measure; all if empty
 * @param readmeOrNull the file to write the report into, or null for none
 */
record Arguments(Scale scale, Set<String> bars, @Nullable Path readmeOrNull) {

    /** How the program is called. */
    static final String USAGE = "quick|full|smoke [--bar=1,2,3,4,5,6,7,8,9,sample] [--write-readme[=FILE]]";

    private static final String BAR = "--bar=";

    private static final String WRITE = "--write-readme";

    private static final String README = "tasky-benchmarks/README.md";

    Arguments {
        bars = Set.copyOf(bars);
    }

    static Arguments parse(String... arguments) {
        Scale scale = null;
        Path readme = null;
        Set<String> bars = new LinkedHashSet<>();
        for (String argument : arguments) {
            if (argument.startsWith(BAR)) {
                bars.addAll(List.of(argument.substring(BAR.length()).split(",", -1)));
            } else if (argument.equals(WRITE)) {
                readme = Path.of(README);
            } else if (argument.startsWith(WRITE + "=")) {
                readme = Path.of(argument.substring(WRITE.length() + 1));
            } else {
                scale = Scale.named(argument);
            }
        }
        if (scale == null) {
            throw new IllegalArgumentException("No mode given. Use " + USAGE + ".");
        }
        return new Arguments(scale, bars, readme);
    }

    Optional<Path> readme() {
        return Optional.ofNullable(readmeOrNull);
    }
}
