package io.tasky.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The documents at the root of the repository, which is the parent of this module's folder. */
final class Documents {

    static final Path ROOT = Path.of("..");

    private static final Pattern FENCED = Pattern.compile("```(\\w*)\\n(.*?)\\n *```", Pattern.DOTALL);

    private Documents() {}

    /** Those at the root, and everything under docs. */
    static List<Path> all() {
        Stream<Path> atTheRoot =
                Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md").map(ROOT::resolve);
        return Stream.concat(atTheRoot, files(ROOT.resolve("docs")))
                .filter(path -> path.toString().endsWith(".md"))
                .toList();
    }

    static Stream<Path> files(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile).sorted().toList().stream();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    static String read(String document) {
        return read(ROOT.resolve(document));
    }

    /** The fenced blocks of a document in a language, in their order. */
    static List<String> blocks(String document, String language) {
        return FENCED.matcher(document)
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    /** A text without indentation and empty lines. */
    static String unindented(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
    }

    /** What stands between two comments of a document, such as {@code <!-- meters -->} and {@code <!-- /meters -->}. */
    static String between(String document, String marker) {
        Pattern marked = Pattern.compile(
                "<!-- " + Pattern.quote(marker) + " -->\\n(.*?)<!-- /" + Pattern.quote(marker) + " -->",
                Pattern.DOTALL);
        Matcher matcher = marked.matcher(document);
        if (!matcher.find()) {
            throw new IllegalArgumentException("No part of the document is marked '" + marker + "'.");
        }
        return matcher.group(1);
    }
}
