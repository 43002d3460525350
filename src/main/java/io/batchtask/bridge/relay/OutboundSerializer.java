package io.batchtask.bridge.relay;

import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;

/** Writes the headers along with the value: the place Kafka provides for it. */
public final class OutboundSerializer implements Serializer<OutboundRecord> {
    @Override
    public byte[] serialize(String topic, OutboundRecord outbound) {
        throw new UnsupportedOperationException("a record without headers is not ours");
    }

    @Override
    public byte[] serialize(String topic, Headers headers, OutboundRecord outbound) {
        outbound.headers().forEach(header -> headers.add(header.name(), header.value()));
        return outbound.value();
    }

    @Override
    public void configure(Map<String, ?> settings, boolean isKey) {
        // nothing to set
    }
}
