package io.tasky.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the page says needs attention, and what it leaves alone: its rules, run in the browser on answers made up here. */
@Tag("browser")
@Timeout(120)
@NeedsPrograms({"chromium", "chromedriver"})
class AttentionRulesTests {

    /** A calm application: its functions change what is to be wrong, at the moment "now". */
    private static final String SCENE = """
            const done = arguments[arguments.length - 1];
            const now = Date.parse('2026-03-01T12:00:00Z');
            const ago = (seconds) => new Date(now - seconds * 1000).toISOString();
            const pool = { size: 4, reserveNormal: 0, reserveHigh: 0, running: 0, critical: 0, rejected: 0,
              waiting: { LOW: 0, NORMAL: 0, HIGH: 0 } };
            const counts = { waiting: 0, running: 0, succeeded: 9, failed: 0, cancelled: 0, timedOut: 0 };
            const ended = Array.from({ length: 5 }, () => ({ outcome: 'SUCCEEDED', duration: 'PT2S' }));
            const queue = { name: 'orders', size: 3, capacity: 100, workers: 1, busyWorkers: 1, closed: false, deadLetters: 0 };
            const task = { name: 'ship', kind: 'QUEUE', state: 'ENABLED', counts, queue, latest: ended };
            const another = { ...task, name: 'pack', queue: { ...queue } };
            const answer = { supervisor: { state: 'RUNNING', tasks: 1 }, pools: { main: pool }, tasks: [task], page: {} };
            const run = { id: 'r-1', task: 'ship', pool: 'main', priority: 'LOW', status: 'RUNNING', startedAt: ago(1) };
            const scene = { running: [run], stuck: [], oldestWaiting: [], failures: [] };
            const lock = { thread: 't', state: 'BLOCKED', waitsFor: 'Ledger', heldBy: 'u' };
            const looks = [];
            %s;
            const here = document.baseURI.split('#')[0];
            Promise.all([import(here + '/model.js'), import(here + '/attention.js')]).then(([{ Model, marked }, { attention }]) => {
              const model = new Model();
              for (const [seconds, id, location] of looks) {
                model.now = now - seconds * 1000;
                model.located(id, location);
              }
              model.tasksAnswered(answer, now);
              Object.assign(model, scene);
              const items = attention(model);
              done(%s);
            }, (problem) => done('broken: ' + problem));
            """;

    /** A run of "ship" waits for a lock that one of "plan" has. */
    private static final String LOCKED =
            "run.startedAt = ago(5), scene.running.push({ ...run, id: 'r-2', task: 'plan', thread: 'u' }),"
                    + " looks.push([2, 'r-1', lock], [0, 'r-1', lock])";

    private static Browser browser;

    private static Site site;

    @BeforeAll
    static void start() {
        site = Site.start(Workshop.Empty.class);
        browser = Browser.start();
        browser.open(site.page());
    }

    @AfterAll
    static void stop() {
        browser.close();
        site.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "calm |",
                "answer.supervisor.state = 'QUIET' | The supervisor is QUIET",
                "run.startedAt = ago(19) |",
                "run.startedAt = ago(21) | ship runs unusually long",
                "ended.forEach((each) => (each.duration = 'PT0.01S')), run.startedAt = ago(9) |",
                "ended.length = 0, run.startedAt = ago(599) |",
                "ended.length = 0, run.startedAt = ago(601) | ship runs unusually long",
                "run.startedAt = ago(19), looks.push([2, 'r-1', lock], [1, 'r-1', lock], [0, 'r-1', lock])"
                        + " | ship waits for a lock",
                "run.startedAt = ago(19), looks.push([9, 'r-1', lock], [7, 'r-1', lock])" + " | ship waits for a lock",
                "run.startedAt = ago(19), looks.push([0, 'r-1', lock]) |",
                "run.startedAt = ago(19), looks.push([9, 'r-1', lock]) |",
                "run.startedAt = ago(19), looks.push([1.9, 'r-1', lock], [0, 'r-1', lock]) |",
                "run.startedAt = ago(19), looks.push([4, 'r-1', lock], [2, 'r-1', { ...lock, heldBy: 'v' }],"
                        + " [0, 'r-1', lock]) |",
                "run.startedAt = ago(19), looks.push([2, 'r-1', lock], [0, 'r-1', { ...lock, waitsFor: 'Account' }]) |",
                "run.startedAt = ago(19), looks.push([2, 'r-1', { ...lock, stack: 'A.a' }],"
                        + " [0, 'r-1', { ...lock, stack: 'A.b' }]) |",
                "run.startedAt = ago(19), looks.push([4, 'r-1', lock], [2, 'r-1', { thread: 't', state: 'RUNNABLE' }],"
                        + " [0, 'r-1', lock]) |",
                "run.startedAt = ago(19), looks.push([2, 'r-1', { thread: 't', state: 'WAITING' }],"
                        + " [0, 'r-1', { thread: 't', state: 'WAITING' }]) |",
                LOCKED + " | ship waits for a lock that plan has",
                "scene.stuck.push({ ...run, id: 'r-2', task: 'plan', thread: 'u', status: 'TIMED_OUT', stuck: true }),"
                        + " looks.push([2, 'r-1', lock], [0, 'r-1', lock])"
                        + " | ship waits for a lock that plan has, plan does not stop",
                "scene.stuck.push({ ...run, status: 'CANCELLED', stuck: true }) | ship does not stop",
                "pool.waiting.LOW = 9999, scene.oldestWaiting.push({ ...run, status: 'WAITING', queuedAt: ago(999) }) |",
                "pool.waiting.HIGH = 1, scene.oldestWaiting.push({ ...run, priority: 'HIGH', queuedAt: ago(4) }) |",
                "pool.waiting.HIGH = 1, scene.oldestWaiting.push({ ...run, priority: 'HIGH', queuedAt: ago(6) })"
                        + " | Pool main is full: 1 HIGH run waits",
                "pool.waiting.HIGH = 2, scene.oldestWaiting.push({ ...run, priority: 'HIGH', queuedAt: ago(6) })"
                        + " | Pool main is full: 2 HIGH runs wait",
                "ended[0].outcome = ended[1].outcome = 'FAILED' |",
                "ended[0].outcome = ended[1].outcome = ended[2].outcome = 'TIMED_OUT' | ship fails each time",
                "delete task.queue, ended.forEach((each) => (each.outcome = 'FAILED')) | ship fails each time",
                "delete counts.waiting, delete queue.name, delete queue.closed, queue.size = 80 | Queue ship is almost full",
                "queue.size = 79 |",
                "queue.size = 80, another.queue.size = 80, answer.tasks.push(another) | Queue orders is almost full",
                "queue.size = 80 | Queue orders is almost full",
                "answer.queues = { total: 9, items: [{ name: 'outbox', size: 8, capacity: 10 }] }"
                        + " | Queue outbox is almost full",
                "answer.queues = { total: 9, items: [{ name: 'outbox', size: 9, capacity: -1 }] } |",
                "queue.closed = true | Queue orders is closed with items in it",
                "task.state = 'PAUSED' | ship is paused while work waits for it",
                "task.state = 'PAUSED', queue.size = 0 |",
                "task.state = 'PAUSED', answer.tasks.push(another) |",
                "task.state = another.state = 'PAUSED', answer.tasks.push(another) | ship is paused while work waits for it,"
                        + " pack is paused while work waits for it",
                "ended[0].outcome = 'FAILED', ended[1].outcome = ended[2].outcome = 'CANCELLED' |",
                "ended[0].outcome = ended[2].outcome = ended[3].outcome = 'FAILED', ended[1].outcome = 'CANCELLED'"
                        + " | ship fails each time",
                "pool.size = 1, pool.waiting.HIGH = 1, run.status = 'HELD', scene.oldestWaiting.push({ ...run,"
                        + " priority: 'HIGH', queuedAt: ago(6) }) | Pool main is full: 1 HIGH run waits"
            })
    void onlyWhatIsWrongNeedsAttention(String wrong, @Nullable String title) {
        String change = wrong.equals("calm") ? "" : wrong;

        assertThat(found(change, "items.map((item) => item.title).join(', ')")).isEqualTo(title == null ? "" : title);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run.startedAt = ago(21) | stop run",
                LOCKED + " | stopHolder holder run stop",
                "ended.forEach((each) => (each.outcome = 'FAILED')) | pause task",
                "ended.forEach((each) => (each.outcome = 'FAILED')), queue.deadLetters = 20 | pause task replay",
                "ended.forEach((each) => (each.outcome = 'FAILED')), queue.deadLetters = 20, queue.size = 0,"
                        + " task.state = 'PAUSED' | task replay resume",
                "pool.waiting.HIGH = 1, scene.oldestWaiting.push({ ...run, priority: 'HIGH', queuedAt: ago(6) }) | reserve"
            })
    void whatHelpsFirstIsOfferedFirst(String wrong, String actions) {
        assertThat(found(wrong, "items[0].actions.join(' ')")).isEqualTo(actions);
    }

    @Test
    void runThatWaitsAndRunThatHasTheLockAreBothMarked() {
        assertThat(found(LOCKED, "[...marked(items).runs].map(([run, { word }]) => run + ' ' + word).join(', ')"))
                .isEqualTo("r-1 waits for a lock, r-2 holds up ship");
        assertThat(found(LOCKED, "[...marked(items).tasks.keys()].join(', ')")).isEqualTo("ship, plan");
    }

    @Test
    void waitForALockIsSaidToLastSinceThePageHasSeenIt() {
        assertThat(found(LOCKED, "now - items[0].since")).isEqualTo(2000L);
    }

    @Test
    void whatIsKeptOfTasksAndPoolsThatAreGoneIsForgotten() {
        String goneAndBack =
                "(model.tasksAnswered({ ...answer, tasks: [], pools: {} }, now + 1000), model.forgetGone(),"
                        + " model.tasksAnswered({ ...answer, tasks: [{ ...task, latest: null }] }, now + 2000),"
                        + " [model.latest('ship').length, model.endedPerSecond('ship'),"
                        + " model.poolHistory('main')[0].length].join())";

        assertThat(found("", goneAndBack)).isEqualTo("0,,1");
    }

    @Test
    void whatIsStillThereIsKept() {
        String later =
                "(model.forgetGone(), model.tasksAnswered({ ...answer, tasks: [{ ...task, latest: null }] }, now +"
                        + " 1000), [model.latest('ship').length, model.endedPerSecond('ship'),"
                        + " model.poolHistory('main')[0].length].join())";

        assertThat(found("", later)).isEqualTo("5,0,2");
    }

    @Test
    void whatWasNotAskedForInATurnHasABreak() {
        String withABreak = "(model.since('x', true), model.tasksAnswered(answer, now + 1000), model.since('y', true),"
                + " model.tasksAnswered(answer, now + 2000), model.since('x', true) - now)";
        String without = "(model.since('x', true), model.tasksAnswered(answer, now + 1000), model.since('x', true),"
                + " model.tasksAnswered(answer, now + 2000), model.since('x', true) - now)";

        assertThat(found("", withABreak)).isEqualTo(2000L);
        assertThat(found("", without)).isEqualTo(0L);
    }

    @Test
    void turnThatFailedInItsMiddleIsNoBreak() {
        String failed = "(model.since('x', true), model.tasksAnswered(answer, now + 1000),"
                + " model.tasksAnswered(answer, now + 2000), model.since('x', true) - now)";

        assertThat(found("", failed)).isEqualTo(0L);
    }

    @Test
    void rateOfATaskSaysHowMuchOfItFailed() {
        assertThat(found("", "String(model.failedShare('ship'))")).isEqualTo("null");

        String later =
                "model.tasksAnswered({ ...answer, tasks: [{ ...task, counts: { ...counts, failed: 3, succeeded: 10 }"
                        + " }] }, now + 1000), model.failedShare('ship')";
        assertThat(found("", "(" + later + ")")).isEqualTo(0.75);
    }

    private static Object found(String wrong, String expression) {
        return browser.later(SCENE.formatted(wrong, expression));
    }
}
