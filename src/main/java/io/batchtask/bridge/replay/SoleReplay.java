package io.batchtask.bridge.replay;

import org.apache.kafka.common.KafkaException;

/** That this replay is the only one of its dead letters. */
interface SoleReplay {
    /**
     * From now on, see {@link #isStill}.
     *
     * @throws ReplayRefused if there is another
     * @throws KafkaException if that is not known yet
     */
    void mustBe() throws ReplayRefused, InterruptedException;

    /**
     * Whether there can have been no other since; one that has come and gone counts.
     *
     * @throws KafkaException if the broker does not say
     */
    boolean isStill() throws InterruptedException;
}
