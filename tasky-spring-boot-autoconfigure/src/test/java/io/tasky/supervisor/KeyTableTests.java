package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyTableTests {

    private final KeyTable table = new KeyTable();

    /** A key of a hash that others have, too. */
    record Key(int number, int hashes) {
        @Override
        public int hashCode() {
            return number % hashes;
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 3", "3, 100", "4, 1000000"})
    void tableFindsWhatAMapFinds(long seed, int hashes) {
        Random random = new Random(seed);
        Map<Key, KeyTimer> reference = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            Key key = new Key(random.nextInt(1_000), hashes);
            int hash = KeyTable.hash(key);
            KeyTimer known = reference.get(key);
            assertThat(table.get(key, hash)).isSameAs(known);
            if (known == null && random.nextInt(10_000) > i / 3) {
                KeyTimer timer = new KeyTimer(key, hash);
                table.add(timer);
                reference.put(key, timer);
            } else if (known != null) {
                table.remove(known);
                reference.remove(key);
            }
            assertThat(table.size()).isEqualTo(reference.size());
        }
        Set<Object> left = new HashSet<>();
        table.removeIf(timer -> !left.add(timer.key()));
        assertThat(left).isEqualTo(reference.keySet());
        table.removeIf(timer -> timer.key().hashCode() % 2 == 0);
        reference.keySet().removeIf(key -> key.hashCode() % 2 == 0);
        assertThat(table.size()).isEqualTo(reference.size());
        reference.forEach(
                (key, timer) -> assertThat(table.get(key, KeyTable.hash(key))).isSameAs(timer));
    }
}
