package io.tasky.test.docs;

import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.RetryPolicy;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskKind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.InitializingBean;

/** A queue of orders; a warehouse that does not answer is asked again, three times at most. */
class Orders implements InitializingBean {

    private static final RetryPolicy EVERY_MINUTE = (attempt, failure) -> attempt < 3 ? Duration.ofMinutes(1) : null;

    final List<Object> shipped = new ArrayList<>();

    boolean warehouseAnswers = true;

    private final TaskSupervisor supervisor;

    Orders(TaskSupervisor supervisor) {
        this.supervisor = supervisor;
    }

    @Override
    public void afterPropertiesSet() {
        supervisor.register(new TaskDefinition(
                "orders",
                TaskKind.QUEUE,
                TaskAttributes.NONE,
                this::ship,
                "Orders.ship",
                TaskDefinition.FIRST_VERSION,
                EVERY_MINUTE));
    }

    private Object ship(Object order) throws IOException {
        if (!warehouseAnswers) {
            throw new IOException("The warehouse does not answer.");
        }
        shipped.add(order);
        return order;
    }
}
