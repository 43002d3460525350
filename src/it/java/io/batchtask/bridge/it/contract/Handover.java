package io.batchtask.bridge.it.contract;

import static io.batchtask.bridge.it.contract.PlainClients.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.dev.kafka.KafkaProxy;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.apache.kafka.common.protocol.ApiKeys;

/** A member no longer receives its coordinator's answers and does not know; then it does again. The topic has two partitions. */
record Handover(PlainClients clients, String topic) {
    /**
     * @param who is cut off, by client id
     * @param another the member that is not, by client id and topic
     */
    void happens(Predicate<String> who, BiFunction<String, String, Member> another) throws Exception {
        KafkaProxy proxy = clients.broker().proxy();
        clients.sendStraight(topic, "in 0", "in 1");
        try (Member cutOff = clients.memberThroughProxy("cut-off", topic)) {
            await("all is read", () -> cutOff.hasRead("in 0", "in 1")); // before, it still asks for its offsets
            int asked = proxy.forwarded(ApiKeys.FIND_COORDINATOR);
            proxy.drop(KafkaProxy.COORDINATOR, who);
            try (Member other = another.apply("other", topic)) {
                await("the other has all", () -> other.partitions().size() == 2);
                // The other may have asked once as well.
                await("has looked for it anew", () -> proxy.forwarded(ApiKeys.FIND_COORDINATOR) >= asked + 2);
                assertThat(cutOff.partitions())
                        .as("what it still takes for its own")
                        .hasSize(2);

                clients.sendStraight(topic, "more in 0", "more in 1");
                await("read by the other", () -> other.hasRead("more in 0", "more in 1"));
                await("read by it too", () -> cutOff.hasRead("more in 0", "more in 1"));
                assertThat(cutOff.lost()).as("what it knows").isEmpty();

                proxy.release();
                await(
                        "shared again",
                        () -> cutOff.partitions().size() == 1
                                && other.partitions().size() == 1);
                assertThat(cutOff.lost()).as("what was reported to it").hasSize(2);
            }
        }
    }
}
