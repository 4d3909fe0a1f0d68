package io.tasky.sample;

import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a file since it was last looked at. Immutable.
 *
 * @param name its name as people read it, relative to the folder
 * @param status what became of it
 * @param version the version that was looked at, or null if that could not be told
 * @param reason why it cannot be searched, or null if it can
 */
record FileEntry(
        String name,
        FileStatus status,
        @Nullable FileVersion version,
        @Nullable String reason) {

    static FileEntry indexed(SourceFile file, FileVersion version) {
        return new FileEntry(file.name(), FileStatus.INDEXED, version, null);
    }

    static FileEntry skipped(SourceFile file, FileVersion version, String reason) {
        return new FileEntry(file.name(), FileStatus.SKIPPED, version, reason);
    }

    static FileEntry failed(SourceFile file, @Nullable FileVersion version, Exception failure) {
        String type = failure.getClass().getSimpleName();
        // The message of a file's exception repeats its path.
        String detail = failure instanceof FileSystemException e ? e.getReason() : failure.getMessage();
        return new FileEntry(file.name(), FileStatus.FAILED, version, detail == null ? type : type + ": " + detail);
    }

    static FileEntry gone(SourceFile file, String reason) {
        return new FileEntry(file.name(), FileStatus.GONE, null, reason);
    }

    long size() {
        return version == null ? 0 : version.size();
    }

    FileEntry withoutVersion() {
        return new FileEntry(name, status, null, reason);
    }
}
