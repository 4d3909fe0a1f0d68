package io.tasky.sample;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Opens a file for reading: the one place where the sample touches the content of files. Thread-safe. */
@FunctionalInterface
interface FileOpener {

    InputStream open(Path path) throws IOException;
}
