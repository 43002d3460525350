package io.batchtask.bridge.dev;

import io.batchtask.bridge.dev.DemoScript.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends requests: the script's, a few per second, and whatever is typed. */
final class DemoFeed implements AutoCloseable {
    private static final int BURST = 30;

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final Duration afterScript;
    private int withoutKey;
    private final CountDownLatch stopped = new CountDownLatch(1);

    /**
     * @param producer closed with the feed
     * @param afterScript the time between two requests when the script has been played once
     */
    DemoFeed(KafkaProducer<byte[], byte[]> producer, String topic, Duration afterScript) {
        this.producer = producer;
        this.topic = topic;
        this.afterScript = afterScript;
    }

    void start() {
        daemon("feed", this::play);
        daemon("typed", this::type);
    }

    private static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void play() {
        int number = 0;
        do {
            send(DemoScript.request(number++));
        } while (!stoppedWithin(pause(number)));
    }

    private Duration pause(int sent) {
        return sent < BURST ? Duration.ofMillis(40) : sent < DemoScript.LENGTH ? Duration.ofMillis(100) : afterScript;
    }

    /**
     * Each line of standard input is a request. Reads only what is there: the end of the input is none of the demo's,
     * and a read in the background would stop the process.
     */
    private void type() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            while (!stoppedWithin(Duration.ofMillis(200))) {
                for (int available = System.in.available(); available > 0; available--) {
                    int next = System.in.read();
                    if (next != '\n') {
                        line.write(next);
                        continue;
                    }
                    String text = line.toString(StandardCharsets.UTF_8).strip();
                    line.reset();
                    if (!text.isEmpty()) {
                        send(new Request(null, text.getBytes(StandardCharsets.UTF_8), Map.of()));
                    }
                }
            }
        } catch (IOException closed) {
            // nothing will be typed any more
        }
    }

    private synchronized void send(Request request) {
        if (stopped.getCount() == 0) {
            return;
        }
        byte[] key = request.key() == null ? null : request.key().getBytes(StandardCharsets.UTF_8);
        // Kafka would send many in a row without a key to the same partition; a demo should show them all at work.
        Integer partition = key == null ? withoutKey++ % DemoWorld.PARTITIONS : null;
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, partition, key, request.value());
        request.headers().forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        producer.send(record);
        producer.flush();
    }

    private boolean stoppedWithin(Duration time) {
        try {
            return stopped.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            return true;
        }
    }

    /** Sends nothing more; what was sent is in the topic. */
    synchronized void stop() {
        stopped.countDown();
        producer.flush();
    }

    @Override
    public void close() {
        stop();
        producer.close(Duration.ofSeconds(5));
    }
}
