package io.batchtask.bridge.replay;

import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** What has become of each letter that was to be sent. */
interface Receipts {
    /** It is in the log, and written down. */
    void accepted(Outgoing letter, RecordMetadata where);

    /** The topic does not take it. */
    void refused(Outgoing letter, KafkaException reason);
}
