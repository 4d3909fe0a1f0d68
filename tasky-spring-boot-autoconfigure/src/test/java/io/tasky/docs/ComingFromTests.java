package io.tasky.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The page on other libraries: a test shows what a row says, or the row says that there is nothing to show. */
class ComingFromTests {

    private static final Path DOCS = Documents.ROOT.resolve("docs");

    private static final String PAGE = Documents.read("docs/coming-from.md");

    private static final Path EXAMPLES = Path.of("../tasky-spring-boot-test/src/test/java/io/tasky/examples");

    /** The name of a test, and that of its class. */
    private static final Pattern TEST = Pattern.compile("\\[`(\\w+)`]\\[(\\w+)]");

    private static final Pattern FILE_OF_CLASS = Pattern.compile("(?m)^\\[(\\w+)]: (\\S+)$");

    private static final Pattern TEST_METHOD =
            Pattern.compile("@(?:Parameterized)?Test\\b.*?\\bvoid (\\w+)\\(", Pattern.DOTALL);

    private static final Pattern WITHOUT_TEST =
            Pattern.compile("\\| (Not needed|Not yet|No counterpart)\\b.* \\| \\|$");

    private static final Pattern WITHIN = Pattern.compile("]\\(#([^)]+)\\)");

    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    @Test
    void everyTestThatIsNamedIsThere() {
        assertThat(missing(PAGE)).isEmpty();
        assertThat(missing("""
                        [`snippetThatIsNotCompiledIsFound`][SnippetTests], [`b`][SnippetTests], [`c`][D]
                        [SnippetTests]: ../tasky-spring-boot-autoconfigure/src/test/java/io/tasky/docs/SnippetTests.java
                        [D]: nowhere
                        """)).containsExactly("SnippetTests b", "D c");
    }

    @Test
    void everyFileThatIsNamedIsUsed() {
        assertThat(files(PAGE).keySet())
                .containsExactlyInAnyOrderElementsOf(
                        TEST.matcher(PAGE).results().map(test -> test.group(2)).collect(Collectors.toSet()));
    }

    @Test
    void everyRowIsShownByATestOrSaysWhyNot() {
        assertThat(rows(PAGE)).isNotEmpty().allMatch(ComingFromTests::isHonest);
    }

    @Test
    void rowThatNothingShowsIsFound() {
        String table = "| In x | With Tasky | Shown by |\n|---|---|---|\n";
        assertThat(rows(table + "| A | `b` | |\n")).hasSize(1).noneMatch(ComingFromTests::isHonest);
        assertThat(rows(table + "| A | Not yet: `b` | |\n")).hasSize(1).allMatch(ComingFromTests::isHonest);
        assertThat(rows(table + "| A | `b` | [`c`][D] |\n")).hasSize(1).allMatch(ComingFromTests::isHonest);
    }

    @Test
    void everyExampleIsOnThePage() {
        List<String> named =
                TEST.matcher(PAGE).results().map(test -> test.group(1)).toList();
        assertThat(Documents.files(EXAMPLES).flatMap(file -> tests(file).stream()))
                .isNotEmpty()
                .isSubsetOf(named);
    }

    @Test
    void linksWithinThePageLeadToAHeading() {
        List<String> headings = HEADING.matcher(PAGE)
                .results()
                .map(heading -> anchor(heading.group(1)))
                .toList();
        assertThat(WITHIN.matcher(PAGE).results().map(link -> link.group(1)))
                .isNotEmpty()
                .isSubsetOf(headings);
    }

    /** The tests that a text names and no file has. */
    private static List<String> missing(String text) {
        Map<String, Path> files = files(text);
        return TEST.matcher(text)
                .results()
                .filter(test -> !tests(files.get(test.group(2))).contains(test.group(1)))
                .map(test -> test.group(2) + " " + test.group(1))
                .toList();
    }

    private static Map<String, Path> files(String text) {
        return FILE_OF_CLASS
                .matcher(text)
                .results()
                .collect(Collectors.toMap(file -> file.group(1), file -> DOCS.resolve(file.group(2))));
    }

    private static List<String> tests(@Nullable Path file) {
        return file != null && Files.isRegularFile(file)
                ? TEST_METHOD
                        .matcher(Documents.read(file))
                        .results()
                        .map(method -> method.group(1))
                        .toList()
                : List.of();
    }

    /** The rows of all tables, without their heads. */
    private static List<String> rows(String text) {
        return text.lines()
                .filter(line -> line.startsWith("|") && !line.startsWith("|---") && !line.endsWith("| Shown by |"))
                .toList();
    }

    private static boolean isHonest(String row) {
        Stream<MatchResult> tests = TEST.matcher(row).results();
        return tests.findAny().isPresent() || WITHOUT_TEST.matcher(row).find();
    }

    /** As GitHub makes it of a heading. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 _-]", "").replace(' ', '-');
    }
}
