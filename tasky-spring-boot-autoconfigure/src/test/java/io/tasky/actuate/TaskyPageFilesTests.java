package io.tasky.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.util.StringUtils;

/** The files of the page: all of them are served, they are small, and nothing in them asks for more than that. */
class TaskyPageFilesTests {

    private static final Path FOLDER = Path.of("src", "main", "resources", "io", "tasky", "actuate", "page");

    private static final int MAX_LINES = 250;

    /** What is in the folder for readers of the jar. */
    private static final Set<String> NOT_SERVED = Set.of("index.html", "uplot-LICENSE.txt");

    private static final Pattern IMPORT = Pattern.compile("from '\\./([\\w-]+\\.js)'");

    private static final Pattern NAMES = Pattern.compile("import \\{([^}]*)} from '\\./([\\w-]+\\.js)'");

    private static final Pattern ADDRESS = Pattern.compile("(?:src|href)=\"([^\"]*)\"");

    @Test
    void everyFileOfThePageIsServedAndNoOther() throws IOException {
        Set<String> files = new TreeSet<>(files().keySet());
        files.removeAll(NOT_SERVED);

        assertThat(new TreeSet<>(TaskyPage.ASSETS)).isEqualTo(files);
        assertThat(files).allSatisfy(name -> {
            TaskyPage.Asset asset = TaskyPage.asset(name);
            assertThat(asset).isNotNull();
            assertThat(asset.resource().exists()).isTrue();
        });
        assertThat(NOT_SERVED)
                .allSatisfy(name -> assertThat(TaskyPage.asset(name)).isNull());
        assertThat(TaskyPage.asset("../TaskyPage.class")).isNull();
    }

    @Test
    void everyAddressInThePageIsOneOfItsFilesOrAnEndpoint() throws IOException {
        List<String> addresses = ADDRESS.matcher(read("index.html"))
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(addresses)
                .hasSizeGreaterThan(8)
                .allSatisfy(address -> assertThat(address)
                        .satisfiesAnyOf(
                                it -> assertThat(TaskyPage.ASSETS).contains(it.replaceFirst("^\\$\\{taskyui}/", "")),
                                it -> assertThat(it).isIn("${tasks}", "#tasks")));
        for (Map.Entry<String, String> file : files().entrySet()) {
            Matcher imports = IMPORT.matcher(file.getValue());
            assertThat(imports.results().map(found -> found.group(1)))
                    .as(file.getKey())
                    .allSatisfy(name -> assertThat(TaskyPage.ASSETS).contains(name));
        }
    }

    /** One name that is missing, and the browser runs none of them. */
    @Test
    void whatAFileImportsTheOtherExportsAndItIsUsed() throws IOException {
        Map<String, String> files = files();
        int imports = 0;
        for (Map.Entry<String, String> file : files.entrySet()) {
            for (MatchResult found : NAMES.matcher(file.getValue()).results().toList()) {
                String other = files.get(found.group(2));
                for (String name : StringUtils.tokenizeToStringArray(found.group(1), ",")) {
                    imports++;
                    assertThat(other)
                            .as("%s imports %s from %s", file.getKey(), name, found.group(2))
                            .containsPattern("export (?:async )?(?:const|let|class|function) " + name + "\\b");
                    assertThat(file.getValue().split("\\b" + name + "\\b", -1))
                            .as("%s uses %s", file.getKey(), name)
                            .hasSizeGreaterThan(2);
                }
            }
        }
        assertThat(imports).isGreaterThan(50);
    }

    @Test
    void nothingInThePageNeedsMoreThanItsPolicyAllows() throws IOException {
        String html = read("index.html");

        assertThat(html)
                .doesNotContainPattern("<script(?![^>]* src=)")
                .doesNotContainPattern("<style|style=| on\\w+=|https?://");
        assertThat(files().entrySet().stream()
                        .filter(file ->
                                file.getKey().endsWith(".js") && !file.getKey().equals("uplot.js")))
                .allSatisfy(file -> assertThat(file.getValue())
                        .as(file.getKey())
                        .doesNotContainPattern(
                                "innerHTML|outerHTML|insertAdjacentHTML|\\beval\\(|new Function|https?://"));
    }

    @Test
    void everyFileWrittenHereIsShort() throws IOException {
        assertThat(files().entrySet())
                .filteredOn(file -> !file.getKey().startsWith("uplot"))
                .allSatisfy(file -> assertThat(file.getValue().lines().count())
                        .as(file.getKey())
                        .isLessThanOrEqualTo(MAX_LINES));
    }

    @Test
    void libraryOfThePageComesWithItsVersionAndItsLicence() throws IOException {
        assertThat(read("uplot.js")).startsWith("/*! https://github.com/leeoniya/uPlot (v1.6.32) */");
        assertThat(read("uplot-LICENSE.txt")).startsWith("The MIT License (MIT)");
    }

    private static String read(String name) throws IOException {
        return Files.readString(FOLDER.resolve(name), StandardCharsets.UTF_8);
    }

    private static Map<String, String> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.collect(Collectors.toMap(file -> file.getFileName().toString(), TaskyPageFilesTests::text));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException ex) {
            throw new AssertionError(ex);
        }
    }
}
