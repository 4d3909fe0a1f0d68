package io.tasky.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/** The rules of the main code. Each takes the root package, so that the same rule can be tried on planted violations. */
final class ArchitectureRules {

    private ArchitectureRules() {}

    static ArchRule everyPackageIsARoom(String root) {
        return classes()
                .that()
                .resideOutsideOfPackage(Room.AUTOCONFIGURE.in(root))
                .should()
                .resideInAnyPackage(Room.packages(root, Room.LIMITED));
    }

    static ArchRule nobodyImportsTheAutoConfiguration(String root) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(Room.AUTOCONFIGURE.in(root))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(Room.AUTOCONFIGURE.in(root));
    }

    static ArchRule onlyTestsImportTheTestingRoom(String root) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(Room.TESTING.in(root))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(Room.TESTING.in(root));
    }

    static ArchRule theCoreIsFreeOfSpring(String root) {
        return noClasses()
                .that()
                .resideInAnyPackage(Room.packages(root, Room.CORE))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework..");
    }

    static ArchRule roomsHaveNoCycles(String root) {
        return slices().matching(root + ".(*)..").should().beFreeOfCycles();
    }

    static ArchRule packagesHaveNoCycles(String root) {
        return slices().matching(root + ".(**)").should().beFreeOfCycles();
    }

    static ArchRule onlyTheTimeSourceKnowsTime(String root) {
        String clocks = "\\Q" + root + ".supervisor.\\ESystemTimeSource(\\$.*)?";
        return noClasses()
                .that()
                .haveNameNotMatching(clocks)
                .should()
                .accessTargetWhere(TimeAccess.READS_A_CLOCK_OR_WAITS_FOR_A_TIME)
                .orShould()
                .dependOnClassesThat(TimeAccess.CLOCK_OR_TIMER)
                .as("Only the time source reads clocks, sets timers and waits for a time");
    }

    static ArchRule nothingIsInjectedIntoFields(String root) {
        return noFields()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage(root + "..")
                .should()
                .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
                .orShould()
                .beAnnotatedWith("org.springframework.beans.factory.annotation.Value")
                .orShould()
                .beAnnotatedWith("jakarta.inject.Inject")
                .orShould()
                .beAnnotatedWith("jakarta.annotation.Resource");
    }

    static ArchRule loggersArePrivateStaticFinal(String root) {
        return fields().that()
                .areDeclaredInClassesThat()
                .resideInAPackage(root + "..")
                .and()
                .haveRawType("org.slf4j.Logger")
                .should()
                .bePrivate()
                .andShould()
                .beStatic()
                .andShould()
                .beFinal();
    }

    static ArchRule everyPackageIsNullMarked(String root) {
        return classes().that().resideInAPackage(root + "..").should(beInANullMarkedPackage());
    }

    private static ArchCondition<JavaClass> beInANullMarkedPackage() {
        return new ArchCondition<>("be in a package whose package-info says @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(
                        type, marked, type.getName() + " is in a package that is not @NullMarked"));
            }
        };
    }
}
