package io.batchtask.bridge.replay;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A dead letter on its way back.
 *
 * @param record what is sent for it
 */
record Outgoing(Letter letter, ProducerRecord<byte[], byte[]> record) {
    /** Bytes of key, value and headers. */
    long size() {
        long size = length(record.key()) + length(record.value());
        for (Header header : record.headers()) {
            size += header.key().length() + length(header.value());
        }
        return size;
    }

    private static long length(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
