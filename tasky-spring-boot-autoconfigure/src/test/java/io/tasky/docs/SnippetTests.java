package io.tasky.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every snippet of the documents is part of a file that is compiled, loaded or built. */
class SnippetTests {

    /** Those about tests are compiled and run by the module that they are about. */
    private static final List<String> COMPILED = Stream.of(
                    "src/test/java/io/tasky/docs", "../tasky-spring-boot-test/src/test/java/io/tasky/test/docs")
            .flatMap(folder -> texts(Path.of(folder)).stream())
            .toList();

    private static final List<String> LOADED = texts(Path.of("src", "test", "resources", "docs"));

    /** To another file of the project. */
    private static final Pattern LINK = Pattern.compile("\\]\\(((?!http)[^)#]+)(#[^)]*)?\\)");

    static List<Path> documents() {
        return Documents.all();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void javaSnippetsAreCompiled(Path document) {
        assertThat(snippets(document, "java")).allSatisfy(snippet -> assertPartOfOne(COMPILED, snippet));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void yamlSnippetsAreLoaded(Path document) {
        assertThat(snippets(document, "yaml")).allSatisfy(snippet -> assertPartOfOne(LOADED, snippet));
    }

    /** The group is the project's, the version the one that is built, and the artifact is a module of it. */
    @ParameterizedTest
    @MethodSource("documents")
    void dependenciesNameWhatIsBuilt(Path document) {
        String modules = Documents.read("pom.xml");
        assertThat(snippets(document, "xml"))
                .allSatisfy(snippet -> snippet.lines()
                        .filter(line -> line.contains("<artifactId>tasky") || line.contains("<version>"))
                        .map(line -> line.replace("artifactId", "module"))
                        .forEach(line -> assertThat(modules).contains(line)));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void linksLeadSomewhere(Path document) {
        Path folder = document.resolveSibling("");
        assertThat(LINK.matcher(Documents.read(document)).results())
                .allSatisfy(link -> assertThat(folder.resolve(link.group(1))).exists());
    }

    @Test
    void snippetThatIsNotCompiledIsFound() {
        assertThat(COMPILED).noneMatch(text -> text.contains("class Nowhere" + " {"));
        assertThat(Documents.blocks("x\n```java\nclass A {\n}\n```\n```yaml\na: b\n```\n", "java"))
                .containsExactly("class A {\n}");
    }

    private static List<String> snippets(Path document, String language) {
        return Documents.blocks(Documents.read(document), language).stream()
                .map(Documents::unindented)
                .toList();
    }

    private static void assertPartOfOne(List<String> texts, String snippet) {
        assertThat(texts).as(snippet).anyMatch(text -> text.contains(snippet));
    }

    private static List<String> texts(Path folder) {
        Stream<Path> files = Documents.files(folder);
        return files.map(Documents::read).map(Documents::unindented).toList();
    }
}
