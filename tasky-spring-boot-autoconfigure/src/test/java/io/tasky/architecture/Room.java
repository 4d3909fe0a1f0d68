package io.tasky.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;

/**
 * A package of the main code. Immutable.
 *
 * @param name the last part of the package's name
 * @param rooms the rooms it may use
 * @param libraries what it may use beside the JDK and JSpecify
 * @param boot whether its libraries may be Spring Boot's
 */
record Room(String name, List<Room> rooms, List<String> libraries, boolean boot) {

    private static final String SLF4J = "org.slf4j..";

    static final Room TASK = core("task", List.of());

    static final Room SPI = core("spi", List.of(SLF4J), TASK);

    static final Room POOL = core("pool", List.of(SLF4J), TASK);

    static final Room MEMORY = core("memory", List.of(SLF4J), SPI, TASK);

    static final Room SUPERVISOR = core("supervisor", List.of(SLF4J), POOL, SPI, TASK);

    static final Room PROCESS = core("process", List.of(SLF4J), TASK);

    static final Room TESTING = core("testing", List.of(), TASK);

    static final Room ANNOTATION = new Room(
            "annotation",
            List.of(TASK),
            List.of("org.springframework.aot.hint.annotation..", "org.springframework.core.annotation.."),
            false);

    static final Room SPRING = new Room(
            "spring",
            List.of(ANNOTATION, TASK, POOL, SPI, SUPERVISOR),
            List.of(
                    "org.springframework..",
                    "org.aopalliance..",
                    "io.micrometer.context..",
                    "org.reactivestreams..",
                    "reactor..",
                    "kotlin..",
                    "kotlinx..",
                    SLF4J),
            false);

    static final Room ACTUATE = new Room(
            "actuate",
            List.of(TASK, POOL, SPI, SUPERVISOR),
            List.of(
                    "org.springframework.boot.actuate.endpoint..",
                    "org.springframework.boot.context.properties..",
                    "org.springframework.boot.health..",
                    "org.springframework.aot.hint.annotation..",
                    "org.springframework.core.convert..",
                    "org.springframework.core.io..",
                    "org.springframework.util..",
                    SLF4J),
            true);

    static final Room METRICS =
            new Room("metrics", List.of(TASK, POOL, SPI, SUPERVISOR), List.of("io.micrometer..", SLF4J), false);

    static final Room OBSERVATION = new Room(
            "observation",
            List.of(TASK, SPI),
            List.of("io.micrometer.observation..", "io.micrometer.common..", SLF4J),
            false);

    /** The rooms below the line, where no Spring is. */
    static final List<Room> CORE = List.of(TASK, SPI, POOL, MEMORY, SUPERVISOR, PROCESS, TESTING);

    /** The rooms that may not use everything. */
    static final List<Room> LIMITED = List.of(
            TASK, SPI, POOL, MEMORY, SUPERVISOR, PROCESS, TESTING, ANNOTATION, SPRING, ACTUATE, METRICS, OBSERVATION);

    /** Uses every room but that of the tests, and nobody uses it. */
    static final Room AUTOCONFIGURE = new Room("autoconfigure", LIMITED, List.of(".."), true);

    /** The rooms that applications use, where public types are the rule. */
    static final List<Room> OPEN = List.of(ANNOTATION, TASK, SPI, TESTING);

    private static Room core(String name, List<String> libraries, Room... rooms) {
        return new Room(name, List.of(rooms), libraries, false);
    }

    String in(String root) {
        return root + "." + name + "..";
    }

    static String[] packages(String root, List<Room> rooms) {
        return rooms.stream().map(room -> room.in(root)).toArray(String[]::new);
    }

    ArchRule rule(String root) {
        String[] allowed = Stream.of(
                        Stream.of("java..", "org.jspecify..", in(root)),
                        Stream.of(packages(root, rooms)),
                        libraries.stream())
                .flatMap(packages -> packages)
                .toArray(String[]::new);
        var permitted = resideInAnyPackage(allowed);
        return classes()
                .that()
                .resideInAPackage(in(root))
                .should()
                .onlyDependOnClassesThat(
                        boot ? permitted : permitted.and(resideOutsideOfPackage("org.springframework.boot..")))
                .as("Room " + this + " uses " + rooms + ", the JDK, JSpecify and " + libraries + " only");
    }

    @Override
    public String toString() {
        return name;
    }
}
