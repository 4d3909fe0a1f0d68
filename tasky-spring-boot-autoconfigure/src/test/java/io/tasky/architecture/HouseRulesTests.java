package io.tasky.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.tasky.task.TaskDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the main code to its sizes and its surface, and shows that too much of either is found. */
class HouseRulesTests {

    /** The test kit is held to the same sizes. */
    private static final List<SourceFile> MAIN_SOURCES = Stream.of(
                    "src/main/java", "../tasky-spring-boot-test/src/main/java")
            .flatMap(folder -> SourceFile.under(Path.of(folder)).stream())
            .toList();

    private static final JavaClasses MAIN_CLASSES = new ClassFileImporter()
            .importUrl(
                    TaskDefinition.class.getProtectionDomain().getCodeSource().getLocation());

    private static final String PLANTED = "io.tasky.architecture.planted";

    private static final JavaClasses PLANTED_CLASSES = new ClassFileImporter().importPackages(PLANTED);

    @Test
    void noFileAndNoMethodOfTheMainCodeIsTooLong() {
        assertThat(MAIN_SOURCES).isNotEmpty();
        assertThat(MAIN_SOURCES.stream().flatMap(SourceFile::tooLong)).isEmpty();
    }

    @Test
    void fileOfOneLineTooManyIsFound() {
        assertThat(file(SourceFile.MAX_LINES).tooLong()).isEmpty();
        assertThat(file(SourceFile.MAX_LINES + 1).tooLong()).containsExactly("Planted.java has 251 lines");
    }

    @Test
    void methodOfOneLineTooManyIsFound() {
        assertThat(method(SourceFile.MAX_METHOD_LINES).tooLong()).isEmpty();
        assertThat(method(SourceFile.MAX_METHOD_LINES + 1).tooLong())
                .containsExactly("Planted.java: work has 31 lines");
    }

    @Test
    void bracesInTextsAndCommentsAreNoBraces() {
        var source = new SourceFile("Planted.java", """
                class Planted {
                    Planted() { /* } */ }
                    String text() {
                        // }
                        return "}" + '}';
                    }
                    interface Inner { default void inner() {
                    } void none(); }
                }
                """);

        assertThat(source.methods())
                .containsExactly(
                        new SourceFile.Method("<init>", 1),
                        new SourceFile.Method("text", 4),
                        new SourceFile.Method("inner", 2));
    }

    @Test
    void everyTypeSaysWhetherThreadsMayShareIt() {
        assertThat(MAIN_SOURCES.stream().flatMap(SourceFile::silentOnThreads)).isEmpty();
    }

    @Test
    void typeThatIsSilentOnThreadsIsFound() {
        assertThat(documented("What it is. Thread-safe.", "class").silentOnThreads())
                .isEmpty();
        assertThat(documented("What it is.", "@interface").silentOnThreads()).isEmpty();
        assertThat(documented("What it is.", "class").silentOnThreads()).containsExactly("Planted.java");
        assertThat(file(1).silentOnThreads()).containsExactly("Planted.java");
    }

    @Test
    void atLeastTwoFifthsOfTheTypesThatAreNotForApplicationsAreHidden() {
        assertThat(Surface.hidden(MAIN_CLASSES, "io.tasky")).isGreaterThanOrEqualTo(Surface.HIDDEN);
    }

    @Test
    void almostTwoThirdsOfTheTypesOfTheSpringRoomAreHidden() {
        assertThat(Surface.hidden(MAIN_CLASSES, "io.tasky", Room.SPRING)).isGreaterThan(Surface.HIDDEN_IN_SPRING);
    }

    @Test
    void tooMuchSurfaceIsFound() {
        assertThat(Surface.hidden(PLANTED_CLASSES, PLANTED)).isLessThan(Surface.HIDDEN);
        assertThat(Surface.hidden(PLANTED_CLASSES, PLANTED, Room.SPRING)).isLessThan(Surface.HIDDEN_IN_SPRING);
    }

    /** The package without a mark is the one that was planted to be found. */
    @Test
    void everyPackageOfMainAndTestCodeIsNullMarked() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of(".."))) {
            List<Path> modules = folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .toList();

            assertThat(modules).hasSizeGreaterThan(3);
            assertThat(modules.stream().flatMap(module -> NullMarks.missing(module).stream()))
                    .containsExactly(PLANTED + ".cellar");
        }
    }

    private static SourceFile file(int lines) {
        return new SourceFile("Planted.java", "class Planted {" + "\n".repeat(lines - 1) + "}");
    }

    private static SourceFile documented(String text, String kind) {
        return new SourceFile("Planted.java", "/** " + text + " */\npublic " + kind + " Planted {}");
    }

    private static SourceFile method(int lines) {
        return new SourceFile(
                "Planted.java", "class Planted {\n@Deprecated\nvoid work() {" + "\n".repeat(lines - 2) + "}\n}\n");
    }
}
