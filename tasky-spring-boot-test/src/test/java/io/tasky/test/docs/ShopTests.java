package io.tasky.test.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.TaskQueue;
import io.tasky.task.TaskTimer;
import io.tasky.test.TaskyClock;
import io.tasky.test.TaskyDriver;
import io.tasky.test.TaskyTest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;

@TaskyTest(classes = {Shop.class, Orders.class})
class ShopTests {

    @Autowired
    TaskyClock clock;

    @Autowired
    TaskyDriver driver;

    @Autowired
    Shop shop;

    @Autowired
    Orders orders;

    @Autowired
    TaskSupervisor supervisor;

    @Autowired
    @Qualifier("shop.index")
    TaskTimer<Void> index;

    @BeforeEach
    void forget() {
        shop.done.clear();
        orders.shipped.clear();
    }

    @Test
    void reportIsMadeEachNightAtTwoInBerlin() {
        Instant report = clock.advanceToNext();
        assertThat(report.atZone(ZoneId.of("Europe/Berlin")).toLocalTime()).isEqualTo("02:00");
        assertThat(shop.done).containsExactly("report");

        clock.advance(Duration.ofDays(7));
        assertThat(shop.done).hasSize(8);
    }

    @Test
    void indexIsBuiltOnceThingsAreQuiet() {
        for (int i = 0; i < 10; i++) {
            index.reset();
            clock.advance(Duration.ofSeconds(4));
        }
        assertThat(shop.done).doesNotContain("index");

        clock.advance(Duration.ofSeconds(1));
        assertThat(shop.done).containsOnlyOnce("index");
    }

    @Test
    void orderIsShippedAsSoonAsTheWarehouseAnswersAgain() throws Exception {
        TaskQueue<String> queue = supervisor.queue("orders");
        orders.warehouseAnswers = false;
        queue.put("A-1");
        clock.advance(Duration.ofMinutes(1));
        assertThat(orders.shipped).isEmpty();

        orders.warehouseAnswers = true;
        clock.advance(Duration.ofMinutes(1));
        assertThat(orders.shipped).containsExactly("A-1");
    }

    @Test
    void ordersAreHandledAndTheReportIsMadeNow() throws Exception {
        supervisor.queue("orders").put("A-1");
        supervisor.queue("orders").put("A-2");
        assertThat(driver.drain("orders")).isEqualTo(2);
        driver.runNow("shop.report");
        driver.awaitIdle();
        assertThat(shop.done).containsExactly("report");
    }
}
