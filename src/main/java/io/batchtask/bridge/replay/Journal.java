package io.batchtask.bridge.replay;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Where it is written down what is sent. */
interface Journal {
    /** The records that say so of these letters, the first of which has a key that no other has. */
    List<ProducerRecord<byte[], byte[]>> entry(List<Outgoing> letters);

    /** The last entry is committed. */
    void entered();

    /**
     * Whether the entry of that key is among what has been committed since this was last asked.
     *
     * @param key null asks for none
     * @throws ReplayRefused if another replay has written since
     */
    boolean hasSince(byte[] key) throws ReplayRefused, InterruptedException;
}
