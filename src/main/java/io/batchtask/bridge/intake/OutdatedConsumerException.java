package io.batchtask.bridge.intake;

import org.apache.kafka.common.KafkaException;

/** Another consumer is to be made, which goes on where this one cannot. All is told and done that there is to it. */
final class OutdatedConsumerException extends KafkaException {
    private static final long serialVersionUID = 1L;

    OutdatedConsumerException(String message) {
        super(message);
    }
}
