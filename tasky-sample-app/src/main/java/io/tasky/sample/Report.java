package io.tasky.sample;

import java.util.List;
import java.util.Map;

/**
 * A report on the folder. Immutable.
 *
 * @param files how many files there are of each status
 * @param largest the largest files that can be searched
 * @param words the words that occur in most files
 */
record Report(Map<FileStatus, Long> files, List<FileEntry> largest, List<WordCount> words) {

    Report {
        files = Map.copyOf(files);
        largest = List.copyOf(largest);
        words = List.copyOf(words);
    }
}
