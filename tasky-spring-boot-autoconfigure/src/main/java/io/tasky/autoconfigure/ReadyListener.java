package io.tasky.autoconfigure;

import io.tasky.spring.SourceLifecycle;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;

/** Tells the sources of work that their application is ready. Thread-safe. */
final class ReadyListener implements ApplicationListener<ApplicationReadyEvent> {

    private final ApplicationContext context;

    private final SourceLifecycle sources;

    ReadyListener(ApplicationContext context, SourceLifecycle sources) {
        this.context = context;
        this.sources = sources;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        // A child context's event comes here, too.
        if (event.getApplicationContext() == context) {
            sources.ready();
        }
    }
}
