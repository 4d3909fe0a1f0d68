package io.tasky.test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What the test kit may use, and what others see of it. */
class KitArchitectureTests {

    private static final JavaClasses MAIN =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("io.tasky.test");

    private static final ArchRule REAL_TIME_IN_ONE_PLACE = noClasses()
            .that()
            .areNotAssignableTo(RealTime.class)
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.concurrent.locks.LockSupport");

    @Test
    void onlyOnePlaceGoesByRealTime() {
        REAL_TIME_IN_ONE_PLACE.check(MAIN);
        assertThat(REAL_TIME_IN_ONE_PLACE
                        .evaluate(new ClassFileImporter().importClasses(Offender.class))
                        .hasViolation())
                .isTrue();
    }

    /** Reads a clock, which the rule has to find. */
    static class Offender {

        final long now = System.nanoTime();
    }

    @Test
    void testsSeeNothingButWhatTheyUse() {
        assertThat(MAIN.stream()
                        .filter(type ->
                                type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
                        .map(type -> type.getSimpleName()))
                .containsExactlyInAnyOrder(
                        "TaskyTest", "AutoConfigureTasky", "TaskyClock", "TaskyDriver", "QueueStoreContract");
    }
}
