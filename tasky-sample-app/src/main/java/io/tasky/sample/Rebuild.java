package io.tasky.sample;

/**
 * The answer to a request to rebuild the index. Immutable.
 *
 * @param files how many known files are read again; searches see the old index meanwhile
 */
record Rebuild(int files) {}
