package io.tasky.sample;

import java.net.URI;
import java.nio.file.Path;

/**
 * A file of the folder. Immutable.
 *
 * @param path where it is
 * @param id the bytes of its relative path, escaped: unique, whatever those bytes are
 * @param name the same as UTF-8, whatever the locale
 */
record SourceFile(Path path, String id, String name) {

    static SourceFile of(Path folder, Path path) {
        String id = escaped(path).substring(escaped(folder).length() + 1);
        String name = URI.create("file:///" + id).getPath().substring(1);
        return new SourceFile(path, id, name);
    }

    private static String escaped(Path path) {
        String raw = path.toUri().getRawPath();
        return raw.endsWith("/") ? raw.substring(0, raw.length() - 1) : raw;
    }
}
