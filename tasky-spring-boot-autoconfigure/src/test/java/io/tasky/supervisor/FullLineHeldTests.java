package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.pool.OnFull;
import io.tasky.task.TaskRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs that were held before, and find their line full when they are let go. */
@Timeout(20)
class FullLineHeldTests extends FullLineFixture {

    @Test
    void heldRunThatIsLetGoIsExecutedByThatThread() throws Exception {
        fill(OnFull.CALLER_RUNS);
        HeldRun held = rig.supervisor.hold("mail", "held");

        held.release();

        assertThat(held.run().result()).isEqualTo("held");
        assertThat(ran).containsExactly("held here");
        assertThat(counts().rejected()).isZero();
    }

    @Test
    void heldRunThatIsLetGoWaitsForRoom() throws Exception {
        fill(OnFull.BLOCK);
        HeldRun held = rig.supervisor.hold("mail", "held");
        Thread committing = new Thread(held::release);
        committing.start();
        rig.time.awaitWaiters(1);

        release();

        committing.join();
        assertThat(held.run().get()).isEqualTo("held");
    }

    @Test
    void heldRunThatIsLetGoAndFindsNoRoomInTimeIsRejectedOnce() throws Exception {
        fill(OnFull.BLOCK);
        HeldRun held = rig.supervisor.hold("mail", "held");
        Thread committing = new Thread(held::release);
        committing.start();
        rig.time.awaitWaiters(1);

        rig.advance(PATIENCE);

        committing.join();
        assertRejected(held.run());
    }

    @Test
    void heldRunThatIsLetGoTakesThePlaceOfTheOldest() throws Exception {
        fill(OnFull.DISCARD_OLDEST);
        TaskRun<?> waiting = latest();
        HeldRun held = rig.supervisor.hold("mail", "held");

        held.release();

        assertRejected(waiting);
        release();
        assertThat(ran).containsExactly("held");
    }

    @Test
    void heldRunThatIsLetGoIsDiscarded() throws Exception {
        fill(OnFull.DISCARD);
        HeldRun held = rig.supervisor.hold("mail", "held");

        held.release();

        assertRejected(held.run());
    }
}
