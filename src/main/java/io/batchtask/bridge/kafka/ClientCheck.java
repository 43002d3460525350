package io.batchtask.bridge.kafka;

import io.batchtask.bridge.failure.Causes;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import javax.security.auth.login.LoginException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.security.JaasContext;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Whether Kafka's clients can be made at all: a setting that is wrong stays wrong, a name may be resolved later. */
public final class ClientCheck {
    /** The message of kafka-clients, 3.9.2 and before; the exception has no class of its own. */
    private static final String UNRESOLVED = "No resolvable bootstrap urls";

    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private ClientCheck() {}

    /**
     * Makes what can be made without a broker and without a login: the server that checks the login may be away for a
     * while, and it takes long to find out.
     *
     * @param own the user's client settings
     * @param drain as the producers reckon with
     * @throws KafkaException if a client cannot be made with these settings, {@link #mayPass} among others
     * @throws IllegalArgumentException if {@code sasl.jaas.config} cannot be read
     */
    public static void make(String bootstrapServers, Map<String, String> own, Duration drain) {
        Map<String, Object> admin = ClientDefaults.admin(bootstrapServers, own, TIMEOUT, TIMEOUT);
        Map<String, String> withoutLogin = new HashMap<>(own);
        AdminClientConfig read = new AdminClientConfig(admin); // what stands elsewhere is looked up, too
        SecurityProtocol protocol =
                SecurityProtocol.forName(read.getString(AdminClientConfig.SECURITY_PROTOCOL_CONFIG));
        if (protocol == SecurityProtocol.SASL_PLAINTEXT || protocol == SecurityProtocol.SASL_SSL) {
            JaasContext.loadClientContext(read.values());
            SecurityProtocol without =
                    protocol == SecurityProtocol.SASL_SSL ? SecurityProtocol.SSL : SecurityProtocol.PLAINTEXT;
            withoutLogin.put(AdminClientConfig.SECURITY_PROTOCOL_CONFIG, without.name);
            admin.put(AdminClientConfig.SECURITY_PROTOCOL_CONFIG, without.name);
        }
        Admin.create(admin).close(Duration.ZERO);
        makeConsumer(bootstrapServers, withoutLogin);
        makeProducer(bootstrapServers, withoutLogin, drain);
    }

    /** In full, not its configuration alone: classes a setting names are looked for by the client. */
    private static void makeConsumer(String bootstrapServers, Map<String, String> own) {
        Properties consumer = new Properties();
        consumer.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        consumer.put(ConsumerConfig.GROUP_ID_CONFIG, "check");
        consumer.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        consumer.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        consumer.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        consumer.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        ClientDefaults.consumer(consumer, own);
        new KafkaConsumer<byte[], byte[]>(consumer).close(Duration.ZERO);
    }

    private static void makeProducer(String bootstrapServers, Map<String, String> own, Duration drain) {
        Properties producer = new Properties();
        producer.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        producer.put(ProducerConfig.ACKS_CONFIG, "all");
        producer.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        producer.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        producer.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        new KafkaProducer<byte[], byte[]>(ClientDefaults.producer(producer, own, drain)).close(Duration.ZERO);
    }

    /** Whether a client could not be made because a server does not answer at present, and not because of a setting. */
    public static boolean mayPass(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof LoginException
                    || cause instanceof SocketException
                    || cause instanceof SocketTimeoutException
                    || cause instanceof UnknownHostException) {
                return true;
            }
        }
        return isUnresolved(failed);
    }

    /** Whether a client could not be made because no broker's name can be resolved at present. */
    public static boolean isUnresolved(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConfigException
                    && String.valueOf(cause.getMessage()).startsWith(UNRESOLVED)) {
                return true;
            }
        }
        return false;
    }

    /** Why a client cannot be made or used, in words; for a name that cannot be resolved, the setting it stands in. */
    public static String explain(Throwable failed) {
        return isUnresolved(failed)
                ? "no name in batchtask.kafka.bootstrap-servers can be resolved"
                : Causes.explain(failed);
    }
}
