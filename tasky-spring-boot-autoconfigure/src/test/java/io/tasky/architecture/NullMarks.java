package io.tasky.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Which packages of a module the compiler checks for nulls: those whose package-info says so. Without state. */
final class NullMarks {

    private static final List<String> ROOTS = List.of("src/main/java", "src/test/java");

    private NullMarks() {}

    /** The packages that it does not check, main and test code. The package-info of main code holds for its tests, too. */
    static List<String> missing(Path module) {
        return ROOTS.stream()
                .map(module::resolve)
                .filter(Files::isDirectory)
                .flatMap(NullMarks::packages)
                .distinct()
                .filter(folder -> ROOTS.stream().noneMatch(root -> isMarked(module.resolve(root), folder)))
                .map(folder -> folder.replace('/', '.').replace('\\', '.'))
                .sorted()
                .toList();
    }

    private static Stream<String> packages(Path root) {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths
                    .filter(path -> path.toString().endsWith(".java"))
                    .map(path -> root.relativize(path.getParent()).toString())
                    .toList()
                    .stream();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static boolean isMarked(Path root, String folder) {
        Path info = root.resolve(folder).resolve("package-info.java");
        try {
            return Files.exists(info) && Files.readString(info).lines().anyMatch("@NullMarked"::equals);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}
