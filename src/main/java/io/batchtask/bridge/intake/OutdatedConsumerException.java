package io.batchtask.bridge.intake;

import org.apache.kafka.common.KafkaException;

/** A new consumer is to be made, which goes on where this one cannot. The cause has been logged and dealt with. */
final class OutdatedConsumerException extends KafkaException {
    private static final long serialVersionUID = 1L;

    OutdatedConsumerException(String message) {
        super(message);
    }
}
