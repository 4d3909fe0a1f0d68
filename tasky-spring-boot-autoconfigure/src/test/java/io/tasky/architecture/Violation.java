package io.tasky.architecture;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.function.Function;

/** A rule for a root package, and what it has to find among the planted classes. */
record Violation(String name, Function<String, ArchRule> rule, List<String> planted) {

    static Violation of(String name, Function<String, ArchRule> rule, String... planted) {
        return new Violation(name, rule, List.of(planted));
    }

    @Override
    public String toString() {
        return name;
    }
}
