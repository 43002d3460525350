package io.batchtask.bridge.calls;

import io.batchtask.bridge.relay.OutboundRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Future;
import org.apache.camel.component.kafka.KafkaClientFactory;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The producer of all endpoints: refuses what the script says, takes everything else. */
public final class ScriptedProducer extends MockProducer<byte[], OutboundRecord> implements KafkaClientFactory {
    private final List<ProducerRecord<byte[], OutboundRecord>> offered = new ArrayList<>();
    private final List<ProducerRecord<byte[], OutboundRecord>> taken = new ArrayList<>();
    private final Deque<RuntimeException> refusals = new ArrayDeque<>();

    public ScriptedProducer() {
        super(false, new ByteArraySerializer(), (topic, outbound) -> outbound.value()); // it forgets the headers
    }

    /** The next records are refused, each for one of these reasons. */
    public synchronized ScriptedProducer refuses(RuntimeException... reasons) {
        refusals.addAll(List.of(reasons));
        return this;
    }

    public synchronized List<ProducerRecord<byte[], OutboundRecord>> offered() {
        return List.copyOf(offered);
    }

    public synchronized List<ProducerRecord<byte[], OutboundRecord>> taken() {
        return List.copyOf(taken);
    }

    @Override
    public synchronized Future<RecordMetadata> send(
            ProducerRecord<byte[], OutboundRecord> produced, Callback callback) {
        offered.add(produced);
        Future<RecordMetadata> sent = super.send(produced, callback);
        RuntimeException reason = refusals.poll();
        if (reason == null) {
            taken.add(produced);
            completeNext();
        } else {
            errorNext(reason);
        }
        return sent;
    }

    @Override
    public Producer<?, ?> getProducer(Properties properties) {
        return this;
    }

    @Override
    public Consumer<?, ?> getConsumer(Properties properties) {
        throw new UnsupportedOperationException("nothing is read here");
    }

    @Override
    public String getBrokers(KafkaConfiguration configuration) {
        return "127.0.0.1:9";
    }

    /** Camel closes it once for each endpoint. */
    @Override
    public synchronized void close() {}
}
