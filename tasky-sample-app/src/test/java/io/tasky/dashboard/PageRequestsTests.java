package io.tasky.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the page asks for in its turns, and what it makes of the answers, which are made up here. */
@Tag("browser")
@Timeout(120)
@NeedsPrograms({"chromium", "chromedriver"})
class PageRequestsTests {

    /** A calm application: "answer" gives for each path what is answered, or the status of an error. */
    private static final String SCENE = """
            const done = arguments[arguments.length - 1];
            const ago = (seconds) => new Date(Date.now() - seconds * 1000).toISOString();
            const tasks = { supervisor: { state: 'RUNNING', tasks: 0 }, pools: {}, tasks: [], page: { total: 0 } };
            const listed = (runs) => ({ runs, page: { total: runs.length } });
            const longRuns = (n) => Array.from({ length: n }, (_, i) =>
              ({ id: 'r-' + i, task: 'ship', status: 'RUNNING', thread: 't-' + i, startedAt: ago(60) }));
            const at = (location) => ({ run: { location: { thread: 't', state: 'RUNNABLE', ...location } } });
            let answer = () => listed([]);
            let refuse = () => false;
            %s;
            const asked = [];
            const real = window.fetch;
            window.fetch = async (address) => {
              const path = address.slice(address.search(/task(s|runs|pools)[?/]/));
              asked.push(path);
              const said = refuse(path) ? 500 : path.startsWith('tasks?') ? tasks : answer(path);
              return typeof said === 'number'
                ? new Response('{"error": "Out of order"}', { status: said })
                : new Response(JSON.stringify(said));
            };
            const here = document.baseURI.split('#')[0];
            const files = ['model', 'source', 'attention'].map((name) => import(here + '/' + name + '.js'));
            Promise.all(files).then(async ([{ Model }, { Source }, { attention }]) => {
              const model = new Model();
              const source = new Source(model, () => ({ q: '', kind: '', state: '', pool: '', page: '0' }));
              for (let turn = 0; turn < 10; turn++) {
                await source.turn();
              }
              const items = attention(model);
              return %s;
            }).finally(() => (window.fetch = real)).then(done, (problem) => done('broken: ' + problem));
            """;

    private static Browser browser;

    private static Site site;

    @BeforeAll
    static void start() {
        site = Site.start(Workshop.Empty.class);
        browser = Browser.start();
        // The page itself asks no more than once, so that all requests are those made here.
        browser.open(site.origin() + "/actuator/taskyui#every=0");
        browser.awaitText("#live-text", "paused");
    }

    @AfterAll
    static void stop() {
        browser.close();
        site.close();
    }

    @Test
    void runsThatDoNotStopAreAskedForAsSuchAndNotLookedForAmongAllThatEnded() {
        String oneAmongMany = "answer = (path) => path.includes('stuck=true') ? listed([{ id: 'r-1', task: 'ship',"
                + " status: 'TIMED_OUT', stuck: true, startedAt: ago(60) }])"
                + " : path.includes('TIMED_OUT') ? listed(Array.from({ length: 100 }, (_, i) =>"
                + " ({ id: 'e-' + i, task: 'ship', status: 'CANCELLED', stuck: false }))) : listed([])";

        assertThat(found(oneAmongMany, "model.stuck.map((run) => run.id).join()"))
                .isEqualTo("r-1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | null | ''",
                "500 | null | The page does not see everything: taskruns: Out of order",
                "403 | null | The page does not see everything: taskruns: You are not allowed to see this.",
                "400 | null | The page does not see everything: taskruns: Out of order",
            })
    void onlyWhatIsNotThereCountsAsNotExposedAndAnyOtherTroubleIsSaid(int status, String running, String said) {
        assertThat(found("answer = () => " + status, "String(model.running)")).isEqualTo(running);
        assertThat(found(
                        "answer = () => " + status,
                        "items.map(({ title, text }) =>"
                                + " title + ': ' + text.flat().map((each) => each.code ?? each).join('')).join()"))
                .isEqualTo(said);
    }

    @Test
    void failuresAndRunsThatDoNotStopAreForgottenWhenTheRunsAreNotToldAnyMore() {
        String later = "let lists = 0; const run = { id: 'r-1', task: 'ship', status: 'TIMED_OUT', stuck: true };"
                + " answer = (path) => path.includes('RETRYING') && ++lists > 5 ? 500 : listed([run])";

        assertThat(found(
                        later,
                        "[model.running, model.stuck.length, model.oldestWaiting.length, model.failures].join()"))
                .isEqualTo(",0,0,");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Ten turns with three requests each, and in two of them a look at what does not stop.
                "nothing runs | | 32",
                "a long run is looked at now and then | 1, {} | 34",
                "several long runs take turns | 6, {} | 42",
                "a run that waits for a lock is looked at each time | 1, { heldBy: 'u' } | 42",
                "many that wait take turns | 30, { heldBy: 'u' } | 72"
            })
    void requestsOfTenTurnsAreAsFewAsTheyCanBe(String what, String runs, int requests) {
        String[] parts = runs == null ? new String[] {"0", "{}"} : runs.split(", ", 2);
        String answer = "const live = longRuns(" + parts[0] + "); answer = (path) => path.includes('taskruns/')"
                + " ? at(" + parts[1] + ") : listed(path.includes('RETRYING') ? live : [])";

        assertThat(found(answer, "asked.length")).as(what).isEqualTo((long) requests);
    }

    /** Others that wait are held by a pause, or until something else is over, and stand in no line. */
    @Test
    void onlyRunsThatWaitForASlotSayHowLongALineHasWaited() {
        String waiting = "tasks.pools.main = { waiting: { NORMAL: 1 } };"
                + " answer = (path) => listed(path.includes('WAITING') ? [{ id: 'paused', waitingFor: { code: 'PAUSED' } },"
                + " { id: 'next', waitingFor: { code: 'NO_SLOT' } }] : [])";

        assertThat(found(waiting, "model.oldestWaiting.map((run) => run.id).join()"))
                .isEqualTo("next");
    }

    @Test
    void queuesWithoutWorkersAreKeptWhereOnlyTheListOfQueuesIsNotAnswered() {
        String broken = "tasks.page.total = 500; tasks.queues = { total: 1, items: [{ name: 'outbox', size: 1 }] };"
                + "  refuse = (path) => path.includes('kind=queue')";

        assertThat(found(broken, "model.queuesWithoutWorker.items.map((queue) => queue.name).join()"))
                .isEqualTo("outbox");
    }

    @Test
    void turnInWhichAllButTroubleElsewhereIsAskedForHasTwelveRequests() {
        String busy = "const live = longRuns(9); tasks.supervisor.tasks = tasks.page.total = 500;"
                + " tasks.pools.main = { running: 1, critical: 0, waiting: { LOW: 1, NORMAL: 0, HIGH: 0 } };"
                + " answer = (path) => path.includes('taskruns/') ? at({ heldBy: 'u' })"
                + " : listed(path.includes('RETRYING') ? live : path.includes('stuck=true') ? [{ ...live[0], id: 's' }] : [])";

        assertThat(found(busy, "asked.length")).isEqualTo(120L);
    }

    @Test
    void eachOfManyLongRunsIsLookedAt() {
        String answer = "const live = longRuns(30); answer = (path) => path.includes('taskruns/')"
                + " ? at({}) : listed(path.includes('RETRYING') ? live : [])";

        assertThat(found(answer, "model.locations.size")).isEqualTo(30L);
    }

    private static Object found(String change, String expression) {
        return browser.later(SCENE.formatted(change, expression));
    }
}
