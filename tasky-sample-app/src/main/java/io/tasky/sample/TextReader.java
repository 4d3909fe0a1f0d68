package io.tasky.sample;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.springframework.stereotype.Component;

/** Reads text files, never more of one than the limit, so that memory stays bounded. Thread-safe. */
@Component
class TextReader {

    private final FileOpener opener;

    private final int limit;

    TextReader(FileOpener opener, SampleProperties properties) {
        this.opener = opener;
        this.limit = Math.toIntExact(properties.maxFileSize().toBytes());
    }

    Content read(Path path, BasicFileAttributes attributes) throws IOException {
        if (attributes.isDirectory()) {
            throw new NoSuchFileException(path.toString(), null, "a folder has taken its place");
        }
        if (!attributes.isRegularFile()) {
            return new Content.Unsuitable("a link or a device, not a regular file");
        }
        if (attributes.size() > limit) {
            return new Content.Unsuitable(attributes.size() + " bytes, more than sample.max-file-size: " + limit);
        }
        try (InputStream in = opener.open(path)) {
            return textOf(in.readNBytes(limit + 1));
        }
    }

    private Content textOf(byte[] bytes) {
        if (bytes.length == 0) {
            return new Content.Unsuitable("empty");
        }
        if (bytes.length > limit) {
            return new Content.Unsuitable("it grew beyond sample.max-file-size: " + limit);
        }
        for (byte b : bytes) {
            if (b == 0) {
                return new Content.Unsuitable("binary");
            }
        }
        return new Content.Text(new String(bytes, StandardCharsets.UTF_8));
    }
}
