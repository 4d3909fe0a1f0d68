package io.tasky.task;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaitingForTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "20|20|no slot (pool io: 20 of 20 LOW slots taken)",
                "3|20|no slot (pool io: 3 of 20 LOW slots taken)",
                "27|20|no slot (pool io: 27 slots taken, LOW may use 20)",
                "3|2147483647|no slot (pool io: 3 slots taken, without limit)"
            })
    void slotsAreThoseThatThePriorityMayUse(int taken, int limit, String text) {
        assertThat(WaitingFor.noSlot(taken, limit, TaskPriority.LOW, "io").text())
                .isEqualTo(text);
    }
}
