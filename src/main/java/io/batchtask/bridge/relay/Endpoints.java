package io.batchtask.bridge.relay;

import io.batchtask.bridge.kafka.KafkaClients;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.util.URISupport;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The Kafka endpoints; the only place that spells their URIs. What the guarantees rest on is said here, each with its
 * reason; addresses and secrets are not, they are added to the clients themselves.
 *
 * @param reading whether the ids topic is read at all (a single look-up from the command line reads nothing)
 * @param batch most records one poll returns
 */
public record Endpoints(
        String idsTopic,
        String infoTopic,
        String deadLetterTopic,
        String groupId,
        int consumers,
        int batch,
        boolean reading) {

    /** Names in Camel's registry. */
    public static final String CLIENTS = "kafkaClients";

    public static final String WORKERS = "workers";

    private static final String NO_HEADERS = "#class:" + DropHeadersStrategy.class.getName();
    private static final long A_YEAR_MILLIS = Duration.ofDays(365).toMillis();

    String ids() {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("kafkaClientFactory", "#" + CLIENTS);
        options.put("groupId", "RAW{" + groupId + "}"); // any text will do for Kafka, a plus sign included
        options.put("consumersCount", consumers);
        options.put("keyDeserializer", ByteArrayDeserializer.class.getName());
        options.put(
                "valueDeserializer", ByteArrayDeserializer.class.getName()); // a deserialiser that throws loses records
        options.put("autoCommitEnable", false); // the window commits, and nothing else
        options.put("autoOffsetReset", "earliest"); // a new group starts with what is waiting
        options.put("pollOnError", "RECONNECT"); // the default skips a record of every partition
        options.put("partitionAssignor", CooperativeStickyAssignor.class.getName()); // others go on during a rebalance
        options.put("maxPollRecords", batch);
        // A fetched partition is handed out to its end before the next one's turn comes, so its turn is to be short.
        options.put("maxPartitionFetchBytes", 32 * 1024);
        options.put("fetchMaxBytes", 2 * 1024 * 1024);
        options.put("pollTimeoutMs", 25); // bounds how late a commit or a resume can be
        options.put("metadataMaxAgeMs", 30_000); // a topic created later is found soon
        options.put("headerFilterStrategy", NO_HEADERS); // they are read as they came: no name of theirs means anything
        options.put("shutdownTimeout", 5_000);
        options.put("preValidateHostAndPort", false); // a broker that is down at start is waited for
        return uri(idsTopic, options);
    }

    String info() {
        return producer(infoTopic);
    }

    String deadLetter() {
        return producer(deadLetterTopic);
    }

    private static String producer(String topic) {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("kafkaClientFactory", "#" + CLIENTS);
        options.put("keySerializer", ByteArraySerializer.class.getName());
        options.put("valueSerializer", OutboundSerializer.class.getName());
        options.put("requestRequiredAcks", "all"); // finished means: every in-sync replica has it
        options.put("enableIdempotence", true); // the client's own repeats neither duplicate nor reorder
        options.put("maxInFlightRequest", 5);
        options.put("retries", Integer.MAX_VALUE);
        // How long it goes on trying, and that no thread waits for it, is said where the producers are made:
        // KafkaClients.
        options.put("additionalProperties." + KafkaClients.TOPIC, topic);
        options.put("additionalProperties.metadata.max.idle.ms", A_YEAR_MILLIS); // a topic seldom written to is known
        options.put("headerFilterStrategy", NO_HEADERS); // OutboundRecord has them all
        options.put("useIterator", false); // an Iterable body would become many records
        options.put("recordMetadata", false);
        options.put("workerPool", "#" + WORKERS);
        options.put("preValidateHostAndPort", false);
        return uri(topic, options);
    }

    private static String uri(String topic, Map<String, Object> options) {
        return "kafka:" + topic + "?" + URISupport.createQueryString(options);
    }
}
