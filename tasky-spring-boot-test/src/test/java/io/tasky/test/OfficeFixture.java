package io.tasky.test;

import io.tasky.supervisor.TaskSupervisor;
import java.time.Instant;
import org.springframework.beans.factory.annotation.Autowired;

/** What tests of the {@link Office} need of their contexts. */
abstract class OfficeFixture {

    /** Where the clock stands in a new context. */
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Autowired
    TaskyClock clock;

    @Autowired
    TaskyDriver driver;

    @Autowired
    TaskSupervisor supervisor;

    @Autowired
    Log log;
}
