package io.batchtask.bridge.it;

import io.batchtask.bridge.dev.netserver.Fault;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A line of the failure taxonomy.
 *
 * @param id the task NetServer goes wrong for
 * @param times so many calls go wrong, those after them do not
 * @param end how the record ends, in the words of {@link #end(ConsumerRecord)}
 * @param parts what the value of the event or the message of the dead letter contains
 */
record Row(int id, Fault fault, int times, String end, List<String> parts) {
    static final int ALWAYS = Integer.MAX_VALUE;

    /** {@code event attempts=1}, {@code not-found attempts=1} or {@code class/code at step attempts=1}. */
    static String end(ConsumerRecord<byte[], byte[]> record) {
        String type = Tail.header(record, "ce_type");
        if (record.headers().lastHeader("x-dlq-class") == null) {
            String word = type.equals("io.batchtask.info.v1")
                    ? "event"
                    : type.equals("io.batchtask.notfound.v1") ? "not-found" : type;
            return word + " attempts=" + Tail.header(record, "batchtask-attempts");
        }
        return Tail.header(record, "x-dlq-class") + "/" + Tail.header(record, "x-dlq-code") + " at "
                + Tail.header(record, "x-dlq-step") + " attempts=" + Tail.header(record, "x-dlq-attempts");
    }

    @Override
    public String toString() {
        return fault + (times == ALWAYS ? "" : " x" + times) + " -> " + end;
    }
}
