package io.tasky.sample;

/** What became of a file. */
enum FileStatus {

    /** It can be searched. */
    INDEXED,

    /** It is no text, or too large. */
    SKIPPED,

    /** It could not be read. It is tried again when it changes, and by a rebuild. */
    FAILED,

    /** It was deleted. */
    GONE
}
