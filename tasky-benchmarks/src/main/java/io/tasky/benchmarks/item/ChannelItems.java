package io.tasky.benchmarks.item;

import io.tasky.benchmarks.application.Applications;
import io.tasky.benchmarks.application.ChannelApplication;
import io.tasky.benchmarks.probe.ItemSink;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.stream.IntStream;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.integration.channel.QueueChannel;
import org.springframework.integration.endpoint.PollingConsumer;
import org.springframework.integration.scheduling.PollerMetadata;
import org.springframework.messaging.support.GenericMessage;
import org.springframework.scheduling.support.PeriodicTrigger;

/** Spring Integration's bounded channel, and consumers that poll it without pause while there are items. */
final class ChannelItems implements ItemQueue {

    private static final Duration POLL = Duration.ofMillis(1);

    private final ConfigurableApplicationContext context = Applications.start(ChannelApplication.class, List.of());

    private final QueueChannel channel = new QueueChannel(new ArrayBlockingQueue<>(CAPACITY));

    private final List<PollingConsumer> workers;

    ChannelItems(int workers, ItemSink sink) {
        AutowireCapableBeanFactory beans = context.getAutowireCapableBeanFactory();
        beans.initializeBean(channel, "items");
        this.workers = IntStream.range(0, workers).mapToObj(i -> consumer(sink)).toList();
        this.workers.forEach(worker -> {
            beans.initializeBean(worker, "worker");
            worker.start();
        });
    }

    private PollingConsumer consumer(ItemSink sink) {
        PollingConsumer consumer = new PollingConsumer(channel, message -> sink.handle((Integer) message.getPayload()));
        consumer.setMaxMessagesPerPoll(PollerMetadata.MAX_MESSAGES_UNBOUNDED);
        consumer.setTrigger(new PeriodicTrigger(POLL));
        return consumer;
    }

    @Override
    public void put(Integer item) {
        channel.send(new GenericMessage<>(item));
    }

    @Override
    public void close() {
        workers.forEach(PollingConsumer::stop);
        context.close();
    }
}
