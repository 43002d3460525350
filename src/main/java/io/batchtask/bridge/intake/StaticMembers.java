package io.batchtask.bridge.intake;

import java.util.BitSet;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * Names of static members. The user names a process ({@code group.instance.id}), but a member is a consumer, and of two
 * with one name the group throws out the older. So the first consumer of the process has the name as it is, and the
 * others a number behind it, the same ones after a new start.
 */
final class StaticMembers {
    private final BitSet taken = new BitSet();

    /**
     * Gives the consumer that is about to be made a name nobody else in this process has.
     *
     * @return to be called when the consumer is no more
     */
    synchronized Runnable name(Properties properties) {
        String process = properties.getProperty(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        if (process == null) {
            return () -> {};
        }
        int number = taken.nextClearBit(0);
        taken.set(number);
        if (number > 0) {
            properties.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, process + "." + (number + 1));
        }
        return () -> free(number);
    }

    private synchronized void free(int number) {
        taken.clear(number);
    }
}
