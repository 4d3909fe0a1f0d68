package io.tasky.sample;

import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;

/**
 * What tells one state of a file from the next. A change that keeps both values is not noticed. Immutable.
 *
 * @param size its length in bytes
 * @param modified when it was last written
 */
record FileVersion(long size, Instant modified) {

    static FileVersion of(BasicFileAttributes attributes) {
        return new FileVersion(attributes.size(), attributes.lastModifiedTime().toInstant());
    }
}
