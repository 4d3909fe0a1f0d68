package io.tasky.dashboard;

import static io.tasky.dashboard.Browser.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Incidents that are understood and ended by the commands of docs/troubleshooting.md: each of them is run here. */
@Timeout(120)
class IncidentHttpTests {

    private static final Path DOCUMENT = Path.of("..", "docs", "troubleshooting.md");

    private static final Pattern COMMAND = Pattern.compile("```shell\\n(.*?)\\n```", Pattern.DOTALL);

    @Test
    void runThatWaitsForALockLeadsToTheRunThatHasItAndThatIsInterrupted() throws Exception {
        try (Site site = Site.start(Incidents.class, Incidents.ARGUMENTS)) {
            Incident.LOCK.begin(site);
            List<CurlCommand> commands = commands("A run waits for a lock");
            assertThat(commands).hasSize(4);

            await(() -> assertThat(commands.get(0).run(site).strings("/runs", "task"))
                    .containsExactly("ledger.reconcile", "ledger.book"));
            CurlCommand.Answer runs = commands.get(0).run(site);
            String waiter = runs.strings("/runs", "id").get(1);
            String holder = runs.strings("/runs", "id").get(0);
            CurlCommand look = commands.get(1);
            await(() -> assertThat(look.with("RUN", waiter).run(site).string("/run/location/heldBy"))
                    .isEqualTo(runs.strings("/runs", "thread").get(0)));
            assertThat(look.with("RUN", waiter).run(site).string("/run/location/waitsFor"))
                    .contains("ReentrantLock");

            assertThat(commands.get(2).with("RUN", holder).run(site).string("/run/status"))
                    .isEqualTo("RUNNING");
            assertThat(commands.get(3).with("RUN", holder).run(site).string("/run/status"))
                    .isEqualTo("CANCELLED");
            await(() -> Incident.LOCK.assertEnded(site));
        }
    }

    @Test
    void poolThatIsFullOfLowWorkGetsAReserveForWhatIsUrgent() throws Exception {
        try (Site site = Site.start(Incidents.class, Incidents.ARGUMENTS)) {
            Incident.FULL_POOL.begin(site);
            List<CurlCommand> commands = commands("Urgent work waits for a slot");
            assertThat(commands).hasSize(3);

            CurlCommand.Answer pool = commands.get(0).run(site);
            assertThat(pool.number("/pool/running")).isEqualTo(4);
            assertThat(pool.number("/pool/waiting/HIGH")).isEqualTo(1);
            assertThat(commands.get(1).run(site).strings("/runs", "task")).containsOnly("report.crunch");
            assertThat(commands.get(1).run(site).strings("/runs", "priority")).containsOnly("LOW");
            assertThat(commands.get(2).run(site).number("/pool/reserveHigh")).isEqualTo(2);
            await(() -> Incident.FULL_POOL.assertEnded(site));
        }
    }

    @Test
    void consumerThatFailsSaysWhyAndItsDeadLettersAreReplayed() throws Exception {
        try (Site site = Site.start(Incidents.class, Incidents.ARGUMENTS)) {
            Incident.FAILING_QUEUE.begin(site);
            List<CurlCommand> commands = commands("A queue is not worked off");
            assertThat(commands).hasSize(5);

            CurlCommand.Answer task = commands.get(0).run(site);
            assertThat(task.number("/task/queue/deadLetters")).isEqualTo(20);
            assertThat(task.string("/latestRuns/0/exception/type")).isEqualTo("java.net.ConnectException");
            assertThat(commands.get(1).run(site).string("/task/state")).isEqualTo("PAUSED");
            commands.get(2).run(site);
            await(() -> assertThat(site.supervisor()
                            .task("mail.connect")
                            .snapshot()
                            .counts()
                            .succeeded())
                    .isEqualTo(1));
            assertThat(commands.get(3).run(site).number("/replayed")).isEqualTo(20);
            assertThat(commands.get(4).run(site).string("/task/state")).isEqualTo("ENABLED");
            await(() -> Incident.FAILING_QUEUE.assertEnded(site));
        }
    }

    /** The commands under a heading of the document, in their order. */
    private static List<CurlCommand> commands(String heading) throws IOException {
        String document = Files.readString(DOCUMENT);
        int start = document.indexOf("\n## " + heading + "\n");
        assertThat(start).as(heading).isNotNegative();
        int end = document.indexOf("\n## ", start + 1);
        String section = document.substring(start, end < 0 ? document.length() : end);
        List<CurlCommand> commands = new ArrayList<>();
        COMMAND.matcher(section)
                .results()
                .forEach(found -> found.group(1).lines().map(CurlCommand::parse).forEach(commands::add));
        return commands;
    }
}
