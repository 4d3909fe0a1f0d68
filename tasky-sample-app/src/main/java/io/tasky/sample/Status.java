package io.tasky.sample;

import java.util.List;
import java.util.Map;

/**
 * What the sample is doing. Immutable.
 *
 * @param folder what it indexes
 * @param files how many files there are of each status
 * @param pending how many are queued or being read
 * @param searchable how many files a search sees
 * @param problems some of the files that cannot be searched, and why
 * @param gone the files deleted last
 */
record Status(
        String folder,
        Map<FileStatus, Long> files,
        int pending,
        int searchable,
        List<FileEntry> problems,
        List<FileEntry> gone) {

    Status {
        files = Map.copyOf(files);
        problems = List.copyOf(problems);
        gone = List.copyOf(gone);
    }
}
