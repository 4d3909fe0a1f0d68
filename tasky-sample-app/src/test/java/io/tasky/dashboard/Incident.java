package io.tasky.dashboard;

import static io.tasky.dashboard.Browser.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.task.RunStatus;
import io.tasky.task.TaskRun;

/** Each makes one thing go wrong in {@link Incidents}, and tells whether it has ended. */
enum Incident {

    /** A run waits for a lock that another run has and does not give back. */
    LOCK {
        @Override
        void begin(Site site) throws Exception {
            for (int i = 0; i < 5; i++) {
                site.supervisor().task("ledger.book").trigger().get();
            }
            site.trigger("ledger.reconcile");
            await(() -> assertThat(site.bean(Incidents.Ledger.class).isLocked()).isTrue());
            site.trigger("ledger.book");
        }

        @Override
        void assertEnded(Site site) {
            assertThat(counts(site, "ledger.book")).isEqualTo(6);
            assertThat(site.bean(Incidents.Ledger.class).isLocked()).isFalse();
        }
    },

    /** LOW work has all slots of a pool that reserves none, and urgent work waits. */
    FULL_POOL {
        @Override
        void begin(Site site) throws InterruptedException {
            for (int i = 0; i < 6; i++) {
                assertThat(site.bean(Incidents.Reports.class).crunch().id()).isNotEmpty();
            }
            await(() -> assertThat(site.supervisor().pool("reports").snapshot().taken())
                    .isEqualTo(4));
            TaskRun<?> urgent = site.supervisor().task("invoice.print").trigger();
            assertThat(urgent.status()).isEqualTo(RunStatus.WAITING);
        }

        @Override
        void assertEnded(Site site) {
            assertThat(counts(site, "invoice.print")).isEqualTo(1);
        }
    },

    /** The consumer of a queue fails with each item. */
    FAILING_QUEUE {
        @Override
        void begin(Site site) throws InterruptedException {
            for (int i = 0; i < MAILS; i++) {
                site.supervisor().queue("mails").put("mail " + i);
            }
            await(() ->
                    assertThat(site.supervisor().queue("mails").deadLetters()).hasSize(MAILS));
        }

        @Override
        void assertEnded(Site site) {
            assertThat(site.bean(Incidents.Mails.class).delivered()).isEqualTo(MAILS);
        }
    };

    private static final int MAILS = 20;

    /** Makes it happen; returns when it has. */
    abstract void begin(Site site) throws Exception;

    /** The work that could not be done is done. */
    abstract void assertEnded(Site site);

    private static long counts(Site site, String task) {
        return site.supervisor().task(task).snapshot().counts().succeeded();
    }
}
