package io.batchtask.bridge.replay;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What was decided on a letter.
 *
 * @param original what is sent back; null unless it is {@link Fate#SENT}
 */
record Taken(Fate fate, ConsumerRecord<byte[], byte[]> original) {
    Taken(Fate fate) {
        this(fate, null);
    }
}
