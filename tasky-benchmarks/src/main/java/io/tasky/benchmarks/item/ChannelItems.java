package io.tasky.benchmarks.item;

import io.tasky.benchmarks.probe.ItemSink;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.channel.QueueChannel;
import org.springframework.integration.config.EnableIntegration;
import org.springframework.integration.endpoint.PollingConsumer;
import org.springframework.integration.scheduling.PollerMetadata;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.GenericMessage;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.scheduling.support.PeriodicTrigger;

/** Spring Integration's bounded channel, and consumers that poll it without pause while there are items. */
final class ChannelItems implements ItemQueue {

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    private final QueueChannel channel = new QueueChannel(new ArrayBlockingQueue<>(CAPACITY));

    ChannelItems(int workers, ItemSink sink) {
        context.register(Integration.class);
        ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
        scheduler.setPoolSize(workers);
        context.registerBean("taskScheduler", ThreadPoolTaskScheduler.class, () -> scheduler);
        context.registerBean("items", QueueChannel.class, () -> channel);
        for (int i = 0; i < workers; i++) {
            context.registerBean("worker-" + i, PollingConsumer.class, () -> consumer(sink));
        }
        context.refresh();
    }

    private PollingConsumer consumer(ItemSink sink) {
        PollingConsumer consumer = new PollingConsumer(channel, message -> handle(message, sink));
        consumer.setMaxMessagesPerPoll(PollerMetadata.MAX_MESSAGES_UNBOUNDED);
        consumer.setTrigger(new PeriodicTrigger(Duration.ofMillis(1)));
        consumer.setAutoStartup(true);
        return consumer;
    }

    private static void handle(Message<?> message, ItemSink sink) {
        sink.handle((Integer) message.getPayload());
    }

    @Override
    public void put(Integer item) {
        channel.send(new GenericMessage<>(item));
    }

    @Override
    public void close() {
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableIntegration
    static class Integration {}
}
