package io.tasky.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tasky.pool.OnFull;
import io.tasky.pool.PoolConfig;
import io.tasky.supervisor.LifeSpan;
import io.tasky.supervisor.ShutdownPolicy;
import io.tasky.supervisor.TaskSupervisorBuilder;
import io.tasky.supervisor.WatchPolicy;
import io.tasky.task.TaskConfigurationException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;

/** What the properties are turned into. */
class PropertiesMapperTests {

    private static final int CORES = 4;

    @Test
    void defaultsAreThoseOfTheEngine() {
        TaskyProperties properties = properties();
        assertThat(properties.enabled()).isTrue();
        assertThat(properties.autoStart()).isTrue();
        assertThat(properties.strict()).isFalse();
        assertThat(properties.history().size()).isEqualTo(TaskSupervisorBuilder.DEFAULT_HISTORY);
        assertThat(mapper().watch()).isEqualTo(WatchPolicy.DEFAULT);
        assertThat(mapper().shutdown()).isEqualTo(ShutdownPolicy.DEFAULT);
        assertThat(properties.run().lifeSpan()).isEqualTo(LifeSpan.FOREVER);
        assertThat(mapper().pools()).isEqualTo(Map.of("default", PoolConfig.defaultPool(CORES)));
        assertThat(mapper("tasky.pools.io.size=7").pools().get("io")).isEqualTo(PoolConfig.of("io", 7));
    }

    @Test
    void theDefaultPoolIsOverriddenPieceByPiece() {
        PoolConfig defaults = PoolConfig.defaultPool(CORES);
        assertThat(pool("default", "tasky.pools.default.max-waiting=3"))
                .isEqualTo(defaults.withLimits(3, defaults.criticalMax()));
        assertThat(pool("default", "tasky.pools.default.critical-max=3"))
                .isEqualTo(defaults.withLimits(defaults.maxWaiting(), 3));
        assertThat(pool("default", "tasky.pools.default.size=3")).isEqualTo(defaults.withSize(3));
        assertThat(pool("default", "tasky.pools.default.reserve-normal=1")).isEqualTo(defaults.withReserves(1, 5));
        assertThat(pool("default", "tasky.pools.default.reserve-high=1")).isEqualTo(defaults.withReserves(5, 1));
    }

    @Test
    void anUnlimitedDefaultPoolHasNoReserves() {
        assertThat(pool("default", "tasky.pools.default.size=-1")).isEqualTo(PoolConfig.of("default", -1));
    }

    @Test
    void otherPoolsReserveNothingUnlessTheySaySo() {
        assertThat(pool("io", "tasky.pools.io.max-waiting=5"))
                .isEqualTo(PoolConfig.of("io", PoolConfig.DEFAULT_SIZE_PER_CORE * CORES)
                        .withLimits(5, PoolConfig.DEFAULT_CRITICAL_MAX));
        assertThat(pool("io", "tasky.pools.io.size=5", "tasky.pools.io.reserve-high=2"))
                .isEqualTo(PoolConfig.of("io", 5).withReserves(0, 2));
    }

    @Test
    void sizesOutOfRangeAreRefused() {
        assertThatExceptionOfType(TaskConfigurationException.class)
                .isThrownBy(() -> mapper("tasky.pools.io.size=0").pools())
                .withMessage("Pool 'io': size must be -1 (unlimited) or at least 1, was 0.")
                .satisfies(failure -> assertThat(failure.remedy()).isEqualTo("Change tasky.pools.io.size."));
        assertThatExceptionOfType(TaskConfigurationException.class)
                .isThrownBy(() -> mapper("tasky.pools.io.size=-1", "tasky.pools.io.reserve-high=1")
                        .pools())
                .withMessageStartingWith("Pool 'io': an unlimited pool (size -1) has no use for reserves");
        assertThatExceptionOfType(TaskConfigurationException.class)
                .isThrownBy(() -> mapper("tasky.history.size=-1").apply(new TaskSupervisorBuilder()))
                .withMessage("tasky.history.size must be 0 or more, was -1.");
    }

    @Test
    void shutdownTimesAreTakenOver() {
        assertThat(mapper("tasky.shutdown.await=20s", "tasky.shutdown.stop-grace=500ms")
                        .shutdown())
                .isEqualTo(new ShutdownPolicy(Duration.ofSeconds(20), Duration.ofMillis(500)));
    }

    @Test
    void rulesOfAPoolAreTakenOver() {
        assertThat(pool("io", "tasky.pools.io.size=5", "tasky.pools.io.aging=30s"))
                .isEqualTo(PoolConfig.of("io", 5).withAging(Duration.ofSeconds(30)));
        assertThat(pool(
                        "io",
                        "tasky.pools.io.size=5",
                        "tasky.pools.io.on-full=block",
                        "tasky.pools.io.on-full-timeout=500ms"))
                .isEqualTo(PoolConfig.of("io", 5).withOnFull(OnFull.BLOCK, Duration.ofMillis(500)));
        assertThat(pool("io", "tasky.pools.io.size=5", "tasky.pools.io.on-full=discard-oldest"))
                .isEqualTo(PoolConfig.of("io", 5).withOnFull(OnFull.DISCARD_OLDEST, Duration.ZERO));
        assertThatExceptionOfType(TaskConfigurationException.class)
                .isThrownBy(() -> mapper("tasky.pools.io.on-full=block").pools())
                .withMessage("Pool 'io': on-full is block, which needs an on-full-timeout above 0.");
    }

    @Test
    void timesOfReportsAreTakenOver() {
        assertThat(mapper(
                                "tasky.start-timeout.warn=1s",
                                "tasky.start-timeout.critical=2s",
                                "tasky.start-timeout.low=true",
                                "tasky.stuck-after=3m")
                        .watch())
                .isEqualTo(new WatchPolicy(Duration.ofSeconds(1), Duration.ofSeconds(2), true, Duration.ofMinutes(3)));
    }

    private static @Nullable PoolConfig pool(String name, String... properties) {
        return mapper(properties).pools().get(name);
    }

    private static PropertiesMapper mapper(String... properties) {
        return new PropertiesMapper(properties(properties), CORES);
    }

    private static TaskyProperties properties(String... properties) {
        return Binder.get(environment(properties)).bindOrCreate("tasky", TaskyProperties.class);
    }

    private static MockEnvironment environment(String... properties) {
        MockEnvironment environment = new MockEnvironment();
        for (String property : properties) {
            String[] parts = property.split("=", 2);
            environment.setProperty(parts[0], parts[1]);
        }
        return environment;
    }
}
