package io.batchtask.bridge.it.contract;

import io.batchtask.bridge.dev.netserver.Fault;
import io.batchtask.bridge.it.world.Tail;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A line of the failure taxonomy.
 *
 * @param id the task NetServer goes wrong for
 * @param times so many calls go wrong, those after them do not
 * @param end how the record ends, in the words of {@link Tail#end(ConsumerRecord)}; a regular expression
 * @param parts what the value of the event or the message of the dead letter contains
 */
record Row(int id, Fault fault, int times, String end, List<String> parts) {
    static final int ALWAYS = Integer.MAX_VALUE;

    @Override
    public String toString() {
        return fault + (times == ALWAYS ? "" : " x" + times) + " -> " + end;
    }
}
