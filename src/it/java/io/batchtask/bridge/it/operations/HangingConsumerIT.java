package io.batchtask.bridge.it.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.it.world.ManagementPort;
import io.batchtask.bridge.it.world.Timeouts;
import io.batchtask.bridge.it.world.World;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A consumer whose thread hangs, the one thing only a new start cures, shows in liveness. */
class HangingConsumerIT {
    private static final CountDownLatch FREED = new CountDownLatch(1);

    /** Hangs on the polling thread as soon as there is a record. Kafka gives it to every client, so it is both kinds. */
    public static final class Hang implements ConsumerInterceptor<Object, Object>, ProducerInterceptor<Object, Object> {
        @Override
        public ConsumerRecords<Object, Object> onConsume(ConsumerRecords<Object, Object> records) {
            try {
                FREED.await();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
            return records;
        }

        @Override
        public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

        @Override
        public ProducerRecord<Object, Object> onSend(ProducerRecord<Object, Object> record) {
            return record;
        }

        @Override
        public void onAcknowledgement(RecordMetadata metadata, Exception failed) {}

        @Override
        public void close() {}

        @Override
        public void configure(Map<String, ?> settings) {}
    }

    @Test
    void aConsumerThatHangsMakesTheProcessDeadWithTheReason() {
        try (World world = World.create(1)
                .set("kafka.client.interceptor.classes", Hang.class.getName())
                .set("shutdown.drain-timeout", "1s")) {
            ManagementPort port = ManagementPort.of(world.service());
            port.awaitReady();
            assertThat(port.isLive()).isTrue();
            world.send(null, "42");
            HttpResponse<String> dead = Awaitility.await()
                    .atMost(Duration.ofSeconds(100)) // the limit is the drain time-out and a minute
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> port.get("observe/health/live"), answer -> answer.statusCode() == 503);
            assertThat(dead.body()).contains("a consumer has not asked for records", "its thread hangs or has died");
            assertThat(port.metrics().sum("batchtask_ready", "check=\"intake\""))
                    .isZero();
            FREED.countDown();
            Awaitility.await().atMost(Timeouts.LONG).until(port::isLive);
        }
    }
}
