package io.tasky.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.annotation.TimerTask;
import io.tasky.test.TaskyClock;
import io.tasky.test.TaskyTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.test.annotation.DirtiesContext;

/** The debouncers of Python's asyncio-concurrent-tasks: a method runs once for many events. */
@TaskyTest(classes = {Output.class, ComingFromAsyncioDebouncerTests.Search.class})
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_EACH_TEST_METHOD)
@Timeout(60)
class ComingFromAsyncioDebouncerTests {

    @Autowired
    private TaskyClock clock;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private Output output;

    /** Somebody types. */
    record Typed(String text) {}

    /** Reacts to what is typed. */
    static class Search {

        private final Output output;

        Search(Output output) {
            this.output = output;
        }

        @TimerTask(name = "lazy", delay = "1s", resetOn = Typed.class)
        void lazy(Typed latest) {
            output.print("lazy " + latest.text());
        }

        @TimerTask(name = "eager", delay = "1s", resetOn = Typed.class, leading = true)
        void eager(Typed first) {
            output.print("eager " + first.text());
        }

        @TimerTask(name = "patient", delay = "1s", maxWait = "3s", resetOn = Typed.class)
        void atLeastEveryThreeSeconds(Typed latest) {
            output.print("patient " + latest.text());
        }
    }

    private void type(String... texts) {
        for (String text : texts) {
            events.publishEvent(new Typed(text));
            clock.advance(Duration.ofMillis(500));
        }
    }

    @Test
    void lazyOneRunsOnceWhenItIsQuietWithTheLastArguments() {
        type("a", "ab", "abc");
        assertThat(output.linesWith("lazy")).isEmpty();
        clock.advance(Duration.ofSeconds(5));
        assertThat(output.linesWith("lazy")).containsExactly("lazy abc");
    }

    @Test
    void eagerOneRunsAtOnceAndThenNotUntilItWasQuiet() {
        type("a", "ab", "abc");
        clock.advance(Duration.ofSeconds(5));
        assertThat(output.linesWith("eager")).containsExactly("eager a");
        type("x");
        assertThat(output.linesWith("eager")).containsExactly("eager a", "eager x");
    }

    @Test
    void oneThatIsNeverQuietRunsAfterItsLongestWait() {
        type("1", "2", "3", "4", "5", "6", "7");
        assertThat(output.linesWith("patient")).hasSize(1);
        assertThat(output.linesWith("lazy")).isEmpty();
    }
}
