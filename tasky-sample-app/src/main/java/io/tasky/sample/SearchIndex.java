package io.tasky.sample;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.NIOFSDirectory;
import org.apache.lucene.util.QueryBuilder;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * The full-text index: a Lucene index in a temporary folder, so that memory stays bounded, however much is indexed.
 * Changes can be searched once they are published. Thread-safe.
 */
@Component
class SearchIndex implements Closeable {

    static final String NAME = "name";

    static final String SIZE = "size";

    private static final String ID = "id";

    private static final String TEXT = "text";

    private static final Pattern NOT_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final Path home = Files.createTempDirectory("tasky-sample-index");

    private final Analyzer analyzer = new StandardAnalyzer();

    private final Directory directory = new NIOFSDirectory(home);

    private volatile IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(analyzer));

    private volatile SearcherManager searchers = new SearcherManager(writer, null);

    SearchIndex() throws IOException {}

    void put(SourceFile file, FileVersion version, String text) throws IOException {
        Document document = new Document();
        document.add(new StringField(ID, file.id(), Store.NO));
        document.add(new StoredField(NAME, file.name()));
        document.add(new TextField(NAME, NOT_LETTERS.matcher(file.name()).replaceAll(" "), Store.NO));
        document.add(new StoredField(SIZE, version.size()));
        document.add(new TextField(TEXT, text, Store.NO));
        writer.updateDocument(new Term(ID, file.id()), document);
    }

    void remove(SourceFile file) throws IOException {
        writer.deleteDocuments(new Term(ID, file.id()));
    }

    /** Makes all changes so far visible to searches. */
    void publish() throws IOException {
        writer.commit();
        searchers.maybeRefreshBlocking();
    }

    /** Opens the index again if a full disk or full memory closed it. What was not published then is lost. */
    synchronized void repair() throws IOException {
        if (!writer.isOpen()) {
            SearcherManager broken = searchers;
            writer = new IndexWriter(directory, new IndexWriterConfig(analyzer));
            searchers = new SearcherManager(writer, null);
            broken.close();
        }
    }

    /** How many files can be searched. */
    int size() throws IOException {
        return search(searcher -> searcher.getIndexReader().numDocs());
    }

    /** The files that hold all words of a query, in their text or their name. */
    SearchResult search(String words, int max) throws IOException {
        QueryBuilder builder = new QueryBuilder(analyzer);
        Query text = builder.createBooleanQuery(TEXT, words, Occur.MUST);
        Query name = builder.createBooleanQuery(NAME, words, Occur.MUST);
        if (text == null || name == null) {
            return SearchResult.none(words);
        }
        Query either = new BooleanQuery.Builder()
                .add(text, Occur.SHOULD)
                .add(name, Occur.SHOULD)
                .build();
        return search(searcher -> SearchResult.of(words, searcher, either, max));
    }

    /** The words that occur in most files. */
    List<WordCount> frequentWords(int max) throws IOException {
        return search(searcher -> WordCount.most(MultiTerms.getTerms(searcher.getIndexReader(), TEXT), max));
    }

    @Override
    public void close() throws IOException {
        searchers.close();
        writer.rollback();
        directory.close();
        FileSystemUtils.deleteRecursively(home);
    }

    private <T> T search(Search<T> search) throws IOException {
        SearcherManager manager = searchers;
        IndexSearcher searcher = manager.acquire();
        try {
            return search.in(searcher);
        } finally {
            manager.release(searcher);
        }
    }

    private interface Search<T> {

        T in(IndexSearcher searcher) throws IOException;
    }
}
