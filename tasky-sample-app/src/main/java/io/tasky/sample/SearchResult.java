package io.tasky.sample;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;

/**
 * The answer to a search. Immutable.
 *
 * @param query what was asked
 * @param total how many files match
 * @param hits the best of them
 */
record SearchResult(String query, int total, List<Hit> hits) {

    SearchResult {
        hits = List.copyOf(hits);
    }

    static SearchResult none(String words) {
        return new SearchResult(words, 0, List.of());
    }

    static SearchResult of(String words, IndexSearcher searcher, Query query, int max) throws IOException {
        List<Hit> hits = new ArrayList<>();
        StoredFields stored = searcher.storedFields();
        for (ScoreDoc doc : searcher.search(query, max).scoreDocs) {
            Document document = stored.document(doc.doc);
            long size = document.getField(SearchIndex.SIZE).numericValue().longValue();
            hits.add(new Hit(document.get(SearchIndex.NAME), size, doc.score));
        }
        return new SearchResult(words, searcher.count(query), hits);
    }

    /**
     * A file that matches. Immutable.
     *
     * @param name its name
     * @param size its length in bytes
     * @param score how well it matches
     */
    record Hit(String name, long size, float score) {}
}
