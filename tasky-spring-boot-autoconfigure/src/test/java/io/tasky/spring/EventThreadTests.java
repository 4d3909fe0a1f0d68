package io.tasky.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Events wait for their listeners on a thread of their own. */
@Timeout(30)
@ExtendWith(OutputCaptureExtension.class)
class EventThreadTests {

    private final EventThread thread = new EventThread();

    private final List<String> published = new CopyOnWriteArrayList<>();

    @Test
    void eventsArePublishedInTheirOrderWhateverAListenerDoes() throws Exception {
        CountDownLatch last = new CountDownLatch(1);
        thread.execute("first", () -> {
            throw new IllegalStateException("listener");
        });
        thread.execute("second", () -> published.add("second"));
        thread.execute("third", () -> {
            published.add("third");
            last.countDown();
        });
        last.await();
        assertThat(published).containsExactly("second", "third");
        thread.close();
    }

    @Test
    void whatWaitsAtTheEndIsPublishedByWhoeverEndsIt() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        thread.execute("slow", () -> {
            started.countDown();
            await(end);
        });
        started.await();
        thread.execute("waiting", () -> published.add("waiting"));
        thread.close();
        thread.execute("late", () -> published.add("late"));
        assertThat(published).containsExactly("waiting", "late");
        end.countDown();
    }

    @Test
    void eventBeyondTheLimitIsLostWithAWarning(CapturedOutput output) throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger count = new AtomicInteger();
        thread.execute("slow", () -> {
            started.countDown();
            await(end);
        });
        started.await();
        for (int i = 0; i < EventThread.MOST; i++) {
            thread.execute("waiting", count::incrementAndGet);
        }
        thread.execute("lost", count::incrementAndGet);
        assertThat(output).contains("1000 events wait for their listeners, and this one is lost: lost");
        thread.close();
        end.countDown();
        assertThat(count).hasValue(EventThread.MOST);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }
}
