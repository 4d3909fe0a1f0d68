package io.tasky.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hands what a process writes to a consumer, on a thread of its own, until the output ends. Thread-safe. */
final class OutputReader {

    private final Process process;

    private final LineReader lines;

    private final LineConsumer consumer;

    private final Consumer<Throwable> onFailure;

    private final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();

    private volatile boolean abandoned;

    private volatile @Nullable Thread thread;

    OutputReader(
            Process process,
            InputStream output,
            Charset charset,
            LineConsumer consumer,
            Consumer<Throwable> onFailure) {
        this.process = process;
        this.lines = new LineReader(new InputStreamReader(output, charset));
        this.consumer = consumer;
        this.onFailure = onFailure;
    }

    void start(String job) {
        thread = Helper.start(process, job, this::readAll);
    }

    /** Complete when every line was taken, or nothing more is. */
    CompletableFuture<@Nullable Void> done() {
        return done;
    }

    /** Hands out nothing more, and wakes a consumer that waits for room. */
    void abandon() {
        abandoned = true;
        Thread reading = thread;
        if (reading != null) {
            reading.interrupt();
        }
    }

    private void readAll() {
        try {
            String line = nextLine();
            while (line != null && !abandoned) {
                consumer.accept(line);
                line = nextLine();
            }
        } catch (Throwable ex) {
            if (!abandoned) {
                onFailure.accept(ex);
            }
        } finally {
            done.complete(null);
        }
    }

    private @Nullable String nextLine() throws IOException {
        try {
            return lines.next();
        } catch (IOException ex) {
            if (process.isAlive()) {
                throw ex;
            }
            // The end of the process closes its pipes.
            return null;
        }
    }
}
