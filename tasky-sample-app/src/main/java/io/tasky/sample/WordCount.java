package io.tasky.sample;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * A word and how many files hold it. Immutable.
 *
 * @param word the word
 * @param files the number of files
 */
record WordCount(String word, int files) {

    private static final int MIN_LENGTH = 4;

    private static final Comparator<WordCount> RARE_FIRST =
            Comparator.comparingInt(WordCount::files).thenComparing(WordCount::word, Comparator.reverseOrder());

    /** The most frequent words of an index, the most frequent first. Short words say little and are left out. */
    static List<WordCount> most(@Nullable Terms terms, int max) throws IOException {
        if (terms == null) {
            return List.of();
        }
        PriorityQueue<WordCount> most = new PriorityQueue<>(RARE_FIRST);
        TermsEnum each = terms.iterator();
        for (BytesRef term = each.next(); term != null; term = each.next()) {
            if (term.length >= MIN_LENGTH) {
                most.add(new WordCount(term.utf8ToString(), each.docFreq()));
            }
            if (most.size() > max) {
                most.remove();
            }
        }
        return most.stream().sorted(RARE_FIRST.reversed()).toList();
    }
}
