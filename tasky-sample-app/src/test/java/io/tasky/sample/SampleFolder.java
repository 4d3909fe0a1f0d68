package io.tasky.sample;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes folders to index. */
final class SampleFolder {

    private static final String FILLER = "The quick brown fox jumps over the lazy dog. ".repeat(40);

    private static final int FILES_PER_FOLDER = 100;

    private SampleFolder() {}

    /** Writes files that hold one word each that no other file holds: {@link #word}. */
    static void fill(Path folder, int files) throws IOException {
        for (int i = 0; i < files; i++) {
            Path sub = Files.createDirectories(folder.resolve("part" + i / FILES_PER_FOLDER));
            Files.writeString(sub.resolve("file" + i + ".txt"), FILLER + word(i));
        }
    }

    static String word(int file) {
        return "only" + file + "here";
    }

    /** A path by the escaped bytes of its name, which works in every locale. */
    static Path named(Path folder, String escaped) {
        String base = folder.toUri().toString();
        return Path.of(URI.create(base.endsWith("/") ? base + escaped : base + "/" + escaped));
    }
}
