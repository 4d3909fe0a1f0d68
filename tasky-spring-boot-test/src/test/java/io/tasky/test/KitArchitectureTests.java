package io.tasky.test;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;

/** What the test kit may use, and what others see of it; each rule finds the violation that was planted for it. */
class KitArchitectureTests {

    private static final JavaClasses MAIN =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("io.tasky.test");

    private static final Set<String> CLOCKS = Set.of(
            "System.nanoTime",
            "System.currentTimeMillis",
            "Thread.sleep",
            "TimeUnit.sleep",
            "LockSupport.parkNanos",
            "LockSupport.parkUntil",
            "Condition.awaitNanos",
            "Condition.awaitUntil");

    /** With a time. */
    private static final Set<String> WAITS = Set.of("Object.wait", "Thread.join");

    static Stream<Arguments> rules() {
        return Stream.of(
                argumentSet("real time in one place", realTimeInOnePlace(), Offender.class),
                argumentSet("loggers are private static final", loggersArePrivateStaticFinal(), Offender.class),
                argumentSet("no field injection", nothingIsInjectedIntoFields(), Offender.class),
                argumentSet("no rooms behind the kit's back", onlyItsRooms(), Offender.class));
    }

    private static ArchRule realTimeInOnePlace() {
        return noClasses()
                .that()
                .areNotAssignableTo(RealTime.class)
                .should()
                .accessTargetWhere(describe("reads a clock or waits for a time", KitArchitectureTests::isTime));
    }

    private static boolean isTime(JavaAccess<?> access) {
        if (!(access.getTarget() instanceof CodeUnitAccessTarget method)
                || !method.getOwner().getPackageName().startsWith("java.")) {
            return false;
        }
        String name = method.getOwner().getSimpleName() + "." + method.getName();
        return CLOCKS.contains(name)
                || (method.getOwner().getPackageName().startsWith("java.time") && name.endsWith(".now"))
                || (WAITS.contains(name) && !method.getRawParameterTypes().isEmpty())
                || method.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(TimeUnit.class));
    }

    private static ArchRule loggersArePrivateStaticFinal() {
        return fields().that()
                .haveRawType(Logger.class)
                .should()
                .bePrivate()
                .andShould()
                .beStatic()
                .andShould()
                .beFinal()
                .allowEmptyShould(true);
    }

    private static ArchRule nothingIsInjectedIntoFields() {
        return noFields().should().beAnnotatedWith(Autowired.class);
    }

    private static ArchRule onlyItsRooms() {
        return noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.tasky.actuate..", "io.tasky.metrics..", "io.tasky.memory..");
    }

    @ParameterizedTest
    @MethodSource("rules")
    void mainCodeKeepsTheRuleAndAPlantedViolationIsFound(ArchRule rule, Class<?> offender) {
        rule.check(MAIN);

        assertThat(rule.evaluate(new ClassFileImporter().importClasses(offender))
                        .hasViolation())
                .isTrue();
    }

    /** Breaks every rule. */
    static class Offender {

        final Logger logger = LoggerFactory.getLogger(Offender.class);

        @Autowired
        io.tasky.memory.@Nullable InMemoryQueueStoreFactory injected;

        boolean waits(CountDownLatch latch) throws InterruptedException {
            return latch.await(1, TimeUnit.SECONDS) && Instant.now().isAfter(Instant.EPOCH);
        }
    }

    @Test
    void packageIsNullMarked() {
        assertThat(TaskyTest.class.getPackage().isAnnotationPresent(NullMarked.class))
                .isTrue();
    }

    @Test
    void testsSeeNothingButWhatTheyUse() {
        assertThat(MAIN.stream()
                        .filter(type ->
                                type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
                        .map(type -> type.getSimpleName()))
                .containsExactlyInAnyOrder(
                        "TaskyTest",
                        "AutoConfigureTasky",
                        "TaskyClock",
                        "TaskyDriver",
                        "QueueStoreContract",
                        "KeyedQueueStoreContract",
                        "OrderedQueueStoreContract",
                        "RunContextCarrierContract",
                        "TickDelaysContract",
                        "CronFactoryContract",
                        "TimeSourceContract");
    }
}
