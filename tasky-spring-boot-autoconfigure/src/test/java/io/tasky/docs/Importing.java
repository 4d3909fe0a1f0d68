package io.tasky.docs;

import io.tasky.annotation.BackgroundTask;
import io.tasky.annotation.QueueWorker;
import io.tasky.autoconfigure.ApplicationExit;
import io.tasky.task.TaskQueue;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The examples of the document on how long an application lives. Thread-safe. */
class Importing {

    private final TaskQueue<String> files;

    Importing(@Qualifier("import.file") TaskQueue<String> files) {
        this.files = files;
    }

    @BackgroundTask(name = "import.files", onStartup = true)
    void importFiles() throws InterruptedException {
        files.putAll(List.of("a.csv", "b.csv"));
        files.close(); // the worker ends when it is empty
    }

    @Configuration(proxyBeanMethods = false)
    static class Application {

        static final BlockingQueue<Integer> exitCodes = new LinkedBlockingQueue<>();

        @Bean
        ApplicationExit applicationExit() {
            return exitCodes::add;
        }

        @Bean
        Importing importing(@Qualifier("import.file") TaskQueue<String> files) {
            return new Importing(files);
        }

        @Bean
        Worker worker() {
            return new Worker();
        }
    }

    static class Worker {

        static final BlockingQueue<String> imported = new LinkedBlockingQueue<>();

        @QueueWorker(name = "import.file")
        void importFile(String file) {
            imported.add(file);
        }
    }
}
