package io.tasky.benchmarks;

import static io.tasky.benchmarks.Target.difference;
import static io.tasky.benchmarks.Target.none;

import java.util.List;

/** What Tasky claims about what it adds: to an application that starts, and by its meters to each run. */
final class ApplicationClaims {

    private static final String TASKS = "100 annotated methods, ";

    private ApplicationClaims() {}

    static List<Claim> starts() {
        Case ours = Case.START_WITH;
        Case peer = Case.START_WITHOUT;
        return List.of(
                new Claim("12", TASKS + "start", Measure.START, ours, peer, difference(150)),
                new Claim("12", TASKS + "start", Measure.START, ours, Case.START_SPRING, none()),
                new Claim("12", TASKS + "heap in use", Measure.OBJECTS, ours, peer, difference(10)),
                new Claim("12", TASKS + "process", Measure.RESIDENT, ours, peer, none()),
                new Claim("12", TASKS + "idle threads", Measure.THREADS, ours, peer, difference(3)));
    }

    static List<Claim> meters() {
        Case peer = Case.UNMEASURED;
        return List.of(
                new Claim("13", "meters, ns per run", Measure.ONE_PRODUCER, Case.MEASURED, peer, difference(1_000)),
                new Claim("13", "meters, bytes per run", Measure.BYTES, Case.MEASURED, peer, difference(200)),
                new Claim("13", "meters, round trip", Measure.ROUND_TRIP, Case.MEASURED, peer, none()),
                new Claim("13", "tracer, ns per run", Measure.ONE_PRODUCER, Case.TRACED, peer, none()),
                new Claim("13", "tracer, bytes per run", Measure.BYTES, Case.TRACED, peer, none()));
    }
}
