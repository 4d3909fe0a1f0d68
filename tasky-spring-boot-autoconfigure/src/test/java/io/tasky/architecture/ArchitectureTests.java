package io.tasky.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.tasky.task.TaskDefinition;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the main code to its rules, and shows for each rule that it finds a violation that was planted for it. */
class ArchitectureTests {

    private static final String MAIN = "io.tasky";

    private static final String PLANTED = "io.tasky.architecture.planted";

    private static final JavaClasses MAIN_CLASSES = new ClassFileImporter()
            .importUrl(
                    TaskDefinition.class.getProtectionDomain().getCodeSource().getLocation());

    private static final JavaClasses PLANTED_CLASSES = new ClassFileImporter().importPackages(PLANTED);

    static Stream<Violation> rules() {
        return Stream.concat(
                Room.LIMITED.stream().map(ArchitectureTests::intruder),
                Stream.of(
                        Violation.of(
                                "every package is a room", ArchitectureRules::everyPackageIsARoom, "cellar.Unmarked"),
                        Violation.of(
                                "nobody imports autoconfigure",
                                ArchitectureRules::nobodyImportsTheAutoConfiguration,
                                "spring.Intruder"),
                        Violation.of(
                                "only tests import testing",
                                ArchitectureRules::onlyTestsImportTheTestingRoom,
                                "autoconfigure.Borrower"),
                        Violation.of(
                                "core is free of Spring",
                                ArchitectureRules::theCoreIsFreeOfSpring,
                                "task.Intruder",
                                "spi.Intruder",
                                "pool.Intruder",
                                "memory.Intruder",
                                "supervisor.Intruder",
                                "process.Intruder",
                                "testing.Intruder"),
                        Violation.of(
                                "rooms have no cycles",
                                ArchitectureRules::roomsHaveNoCycles,
                                "Slice memory -> ",
                                "Slice supervisor"),
                        Violation.of(
                                "packages have no cycles",
                                ArchitectureRules::packagesHaveNoCycles,
                                "Cycle detected",
                                "cellar.left",
                                "cellar.right"),
                        Violation.of(
                                "time has one source",
                                ArchitectureRules::onlyTheTimeSourceKnowsTime,
                                "Clocks.readsAClock()",
                                "Clocks.refersToAClock()",
                                "Clocks.asksForNow()",
                                "Clocks.sleeps()",
                                "Clocks.parks()",
                                "Clocks.waitsOnAMonitor()",
                                "Clocks.waitsForACondition(",
                                "Clocks.waitsForALatch(",
                                "Clocks.waitsForAThread(",
                                "Clocks.scheduler",
                                "Clocks.timer",
                                "Clocks.clock"),
                        Violation.of(
                                "no field injection",
                                ArchitectureRules::nothingIsInjectedIntoFields,
                                "Fields.autowired",
                                "Fields.value"),
                        Violation.of(
                                "loggers are private static final",
                                ArchitectureRules::loggersArePrivateStaticFinal,
                                "Loggers.OPEN",
                                "Loggers.changing",
                                "Loggers.instance"),
                        Violation.of(
                                "packages are null-marked",
                                ArchitectureRules::everyPackageIsNullMarked,
                                "cellar.Unmarked")));
    }

    /** The planted intruder uses what its room may not: another room, and a library. */
    private static Violation intruder(Room room) {
        return Violation.of("room " + room, room::rule, room + ".Intruder.room", room + ".Intruder.library");
    }

    @ParameterizedTest
    @MethodSource("rules")
    void mainCodeKeepsTheRule(Violation violation) {
        violation.rule().apply(MAIN).check(MAIN_CLASSES);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void ruleFindsEachPlantedViolation(Violation violation) {
        var result = violation.rule().apply(PLANTED).evaluate(PLANTED_CLASSES);

        assertThat(result.hasViolation()).isTrue();
        assertThat(result.getFailureReport().toString()).contains(violation.planted());
    }
}
