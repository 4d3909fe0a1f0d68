package io.tasky.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tasky.task.TaskConfigurationException;
import io.tasky.task.TaskPriority;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolConfigTests {

    private static final PoolConfig SECTIONED = new PoolConfig("mail", 20, 5, 3, 100, 7);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0  | 0  | 0  | 1  | 1  | size           | size must be -1 (unlimited) or at least 1, was 0
                    -2 | 0  | 0  | 1  | 1  | size           | size must be -1 (unlimited) or at least 1, was -2
                    1  | -1 | 0  | 1  | 1  | reserve-normal | reserves must be 0 or more, were reserve-normal -1 and reserve-high 0
                    1  | 0  | -1 | 1  | 1  | reserve-high   | reserves must be 0 or more, were reserve-normal 0 and reserve-high -1
                    -1 | 1  | 0  | 1  | 1  | size           | an unlimited pool (size -1) has no use for reserves, had reserve-normal 1 and reserve-high 0
                    -1 | 0  | 2  | 1  | 1  | size           | an unlimited pool (size -1) has no use for reserves, had reserve-normal 0 and reserve-high 2
                    1  | 0  | 0  | -1 | 1  | max-waiting    | max-waiting must be 0 or more, was -1
                    1  | 0  | 0  | 1  | -1 | critical-max   | critical-max must be 0 or more, was -1
                    """)
    void badValueIsNamedWithItsPool(
            int size, int normal, int high, int waiting, int critical, String property, String problem) {
        assertThatExceptionOfType(TaskConfigurationException.class)
                .isThrownBy(() -> new PoolConfig("mail", size, normal, high, waiting, critical))
                .withMessage("Pool 'mail': " + problem + ".")
                .satisfies(ex -> assertThat(ex.remedy()).isEqualTo("Change tasky.pools.mail." + property + "."));
    }

    @Test
    void slotsBeyondAnIntAreRefused() {
        PoolConfig base = PoolConfig.of("mail", Integer.MAX_VALUE);

        assertThatExceptionOfType(TaskConfigurationException.class)
                .isThrownBy(() -> base.withReserves(1, 0))
                .withMessage("Pool 'mail': size and reserves together must fit an int, were 2147483647, 1 and 0.");
    }

    @Test
    void reservesOfAnUnlimitedPoolAreRefusedHoweverLarge() {
        PoolConfig base = PoolConfig.of("mail", PoolConfig.UNLIMITED);

        assertThatExceptionOfType(TaskConfigurationException.class)
                .isThrownBy(() -> base.withReserves(Integer.MAX_VALUE, Integer.MAX_VALUE))
                .withMessageContaining("has no use for reserves");
    }

    @Test
    void limitsGrowWithThePriority() {
        assertThat(SECTIONED.limit(TaskPriority.LOW)).isEqualTo(20);
        assertThat(SECTIONED.limit(TaskPriority.NORMAL)).isEqualTo(25);
        assertThat(SECTIONED.limit(TaskPriority.HIGH)).isEqualTo(28);
        assertThat(SECTIONED.limit(TaskPriority.CRITICAL)).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void unlimitedPoolLimitsNoPriority() {
        PoolConfig unlimited = PoolConfig.of("io", PoolConfig.UNLIMITED);

        for (TaskPriority priority : TaskPriority.values()) {
            assertThat(unlimited.limit(priority)).isEqualTo(Integer.MAX_VALUE);
        }
    }

    @Test
    void smallestAndLargestValuesAreAccepted() {
        assertThat(new PoolConfig("tiny", 1, 0, 0, 0, 0).limit(TaskPriority.HIGH))
                .isOne();
        assertThat(PoolConfig.of("huge", Integer.MAX_VALUE).limit(TaskPriority.HIGH))
                .isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void copiesChangeWhatTheySayAndNothingElse() {
        assertThat(SECTIONED.withSize(2)).isEqualTo(new PoolConfig("mail", 2, 5, 3, 100, 7));
        assertThat(SECTIONED.withReserves(1, 2)).isEqualTo(new PoolConfig("mail", 20, 1, 2, 100, 7));
        assertThat(SECTIONED.withLimits(9, 8)).isEqualTo(new PoolConfig("mail", 20, 5, 3, 9, 8));
    }

    @Test
    void defaultPoolHasFiveSlotsPerCoreAndFiveOfEachReserve() {
        assertThat(PoolConfig.defaultPool(4)).isEqualTo(new PoolConfig("default", 20, 5, 5, 10_000, 256));
    }

    @Test
    void nobodyRisesAndAFullLineRefusesUnlessItIsSaid() {
        assertThat(SECTIONED.aging()).isZero();
        assertThat(SECTIONED.onFull()).isEqualTo(OnFull.ABORT);
        assertThat(SECTIONED.onFullTimeout()).isZero();
    }

    @Test
    void copiesKeepTheRules() {
        PoolConfig ruled = SECTIONED.withAging(Duration.ofSeconds(30)).withOnFull(OnFull.BLOCK, Duration.ofSeconds(2));

        assertThat(ruled.withSize(2).withReserves(1, 2).withLimits(9, 8))
                .isEqualTo(new PoolConfig(
                        "mail", 2, 1, 2, 9, 8, Duration.ofSeconds(30), OnFull.BLOCK, Duration.ofSeconds(2)));
        assertThat(ruled.withAging(Duration.ZERO).withOnFull(OnFull.ABORT, Duration.ZERO))
                .isEqualTo(SECTIONED);
    }

    @Test
    void rulesThatCannotWorkAreNamedWithTheirPool() {
        Duration negative = Duration.ofSeconds(-1);
        assertRefused(() -> SECTIONED.withAging(negative), "aging must be 0 (off) or more, was PT-1S", "aging");
        assertRefused(
                () -> SECTIONED.withOnFull(OnFull.BLOCK, Duration.ZERO),
                "on-full is block, which needs an on-full-timeout above 0",
                "on-full-timeout");
        assertRefused(
                () -> SECTIONED.withOnFull(OnFull.ABORT, negative),
                "on-full-timeout must be 0 or more, was PT-1S",
                "on-full-timeout");
    }

    private static void assertRefused(ThrowingCallable change, String problem, String property) {
        assertThatExceptionOfType(TaskConfigurationException.class)
                .isThrownBy(change)
                .withMessage("Pool 'mail': " + problem + ".")
                .satisfies(ex -> assertThat(ex.remedy()).isEqualTo("Change tasky.pools.mail." + property + "."));
    }
}
