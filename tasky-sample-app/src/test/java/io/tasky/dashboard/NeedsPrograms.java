package io.tasky.dashboard;

import java.io.File;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * For tests that drive programs of the machine. Where one is not on the PATH, the test class says so in one line and is
 * skipped; with {@code -Dtasky.programs.required=true} it fails.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsPrograms.OnThePath.class)
public @interface NeedsPrograms {

    /** Their names. */
    String[] value();

    /** Looks for the programs. Stateless. */
    final class OnThePath implements ExecutionCondition {

        private static final String REQUIRED = "tasky.programs.required";

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            List<String> missing = AnnotationSupport.findAnnotation(context.getElement(), NeedsPrograms.class)
                    .map(needs -> Arrays.stream(needs.value())
                            .filter(program -> find(program) == null)
                            .toList())
                    .orElse(List.of());
            if (missing.isEmpty()) {
                return ConditionEvaluationResult.enabled("all programs are there");
            }
            String problem = context.getDisplayName() + " needs " + String.join(" and ", missing)
                    + " on the PATH; .ci/install-test-programs installs them";
            if (Boolean.getBoolean(REQUIRED)) {
                throw new IllegalStateException(problem + ".");
            }
            System.out.println("Skipped: " + problem + ".");
            return ConditionEvaluationResult.disabled(problem);
        }

        /** The program of that name that a shell would start, or null. */
        static @Nullable Path find(String program) {
            return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                    .filter(folder -> !folder.isEmpty())
                    .map(folder -> Path.of(folder, program))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElse(null);
        }
    }
}
