package io.tasky.process;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskQueue;
import io.tasky.task.TaskRun;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Where a process reads from and writes to. */
@Timeout(60)
class ProcessOutputTests {

    private final ProcessRig rig = new ProcessRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void outputIsLoggedUnderTheNameOfTheTask() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger("io.tasky.process.video.encode");
        ListAppender<ILoggingEvent> seen = new ListAppender<>();
        seen.start();
        logger.addAppender(seen);
        try {
            assertThat(rig.call(ProcessTask.command(Child.doing("out:frame {}", "err:slow")))
                            .get())
                    .isEqualTo(0);
        } finally {
            logger.detachAppender(seen);
        }
        assertThat(seen.list)
                .extracting(event -> event.getLevel() + " " + event.getFormattedMessage())
                .containsExactlyInAnyOrder("INFO frame {}", "WARN slow");
    }

    @Test
    void outputGoesIntoAQueueThatMakesTheProcessWait() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger taken = new AtomicInteger();
        TaskQueue<String> queue = queueOf(2, line -> {
            go.await();
            assertThat(line).isEqualTo("line " + taken.incrementAndGet());
        });
        TaskRun<@Nullable Object> run =
                rig.call(ProcessTask.command(Child.doing("many:20000")).outputTo(queue));
        assertThat(run.status()).isNotEqualTo(RunStatus.SUCCEEDED);
        assertThat(queue.size()).isLessThanOrEqualTo(2);
        go.countDown();
        assertThat(run.get()).isEqualTo(0);
        rig.awaitIdle();
        assertThat(taken).hasValue(20_000);
    }

    @Test
    void killedProcessLeavesAQueueThatWorks() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        List<String> taken = new ArrayList<>();
        TaskQueue<String> queue = queueOf(2, line -> {
            first.countDown();
            go.await();
            taken.add(line);
        });
        TaskRun<@Nullable Object> run =
                rig.call(ProcessTask.command(Child.doing("many:20000", "hang")).outputTo(queue));
        first.await();
        run.cancel(true);
        go.countDown();
        queue.put("last");
        rig.awaitIdle();
        // The line at hand when the process was killed may come before or after the last one, and lines after it not at
        // all.
        assertThat(taken).startsWith("line 1").contains("last").doesNotHaveDuplicates();
        assertThat(taken.stream().filter(line -> !line.equals("last")))
                .containsExactlyElementsOf(IntStream.range(1, taken.size())
                        .mapToObj(line -> "line " + line)
                        .toList());
        assertThat(queue.size()).isZero();
    }

    private TaskQueue<String> queueOf(int capacity, LineConsumer worker) {
        TaskAttributes attributes = TaskAttributes.NONE.with(TaskAttribute.CAPACITY, capacity);
        rig.supervisor.register(new TaskDefinition(
                "lines",
                TaskKind.QUEUE,
                attributes,
                line -> {
                    worker.accept(String.valueOf(line));
                    return null;
                },
                "a test"));
        return rig.supervisor.queue("lines");
    }

    @Test
    void messagesAreLinesOfItsInput() throws Exception {
        TaskRun<@Nullable Object> run = rig.call(rig.child("read"));
        assertThat(run.send("one")).isTrue();
        assertThat(rig.lines.take()).isEqualTo("got one");
        assertThat(run.send(2)).isTrue();
        assertThat(rig.lines.take()).isEqualTo("got 2");
        assertThat(run.send(ProcessTask.END_OF_INPUT)).isTrue();
        assertThat(run.get()).isEqualTo(0);
        assertThat(rig.lines).containsExactly("end");
    }

    @Test
    void withoutInputItsEndIsThereAtOnce() throws Exception {
        assertThat(rig.call(rig.child("read").withoutInput()).get()).isEqualTo(0);
        assertThat(rig.lines).containsExactly("end");
    }

    @Test
    void consumerThatFailsEndsTheProcessAndTheRun() throws Exception {
        IllegalStateException full = new IllegalStateException("disk full");
        TaskRun<@Nullable Object> run =
                rig.call(ProcessTask.command(Child.doing("out:a", "hang")).outputTo(line -> {
                    throw full;
                }));
        rig.awaitIdle();
        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.exception())
                .isInstanceOf(IOException.class)
                .hasMessageMatching("The output of process \\d+ \\('.*java'\\) could not be taken, so it was killed\\.")
                .hasCause(full);
    }

    @Test
    void linesEndAsOnAnySystemAndLongOnesAreCut() throws Exception {
        String tooLong = "x".repeat(LineReader.LONGEST + 1);
        LineReader reader = new LineReader(new StringReader("a\nb\r\nc\rd\n\n" + tooLong + "\nend"));
        List<String> lines = new ArrayList<>();
        for (String line = reader.next(); line != null; line = reader.next()) {
            lines.add(line);
        }
        assertThat(lines).containsExactly("a", "b", "c", "d", "", "x".repeat(LineReader.LONGEST), "x", "end");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void lineThatIsExactlyAsLongAsALineMayBeIsOneLine(String end) throws Exception {
        String longest = "x".repeat(LineReader.LONGEST);
        LineReader reader =
                new LineReader(new StringReader(longest + end + end + longest + end + "last" + end + longest));
        List<String> lines = new ArrayList<>();
        for (String line = reader.next(); line != null; line = reader.next()) {
            lines.add(line);
        }
        assertThat(lines).containsExactly(longest, "", longest, "last", longest);
    }
}
