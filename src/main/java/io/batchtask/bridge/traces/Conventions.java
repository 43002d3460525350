package io.batchtask.bridge.traces;

import io.opentelemetry.api.common.AttributeKey;

/**
 * Names of spans' attributes, by the semantic conventions of OpenTelemetry, version {@value #VERSION}, where those for
 * messaging and remote calls are not stable yet; and ours, which begin with {@code batchtask.}.
 */
final class Conventions {
    static final String VERSION = "1.37.0";
    static final String SCHEMA = "https://opentelemetry.io/schemas/" + VERSION;

    static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
    static final AttributeKey<String> SERVER_ADDRESS = AttributeKey.stringKey("server.address");
    static final AttributeKey<Long> SERVER_PORT = AttributeKey.longKey("server.port");

    static final AttributeKey<String> MESSAGING_SYSTEM = AttributeKey.stringKey("messaging.system");
    static final AttributeKey<String> MESSAGING_OPERATION_NAME = AttributeKey.stringKey("messaging.operation.name");
    static final AttributeKey<String> MESSAGING_OPERATION_TYPE = AttributeKey.stringKey("messaging.operation.type");
    static final AttributeKey<String> MESSAGING_DESTINATION = AttributeKey.stringKey("messaging.destination.name");
    static final AttributeKey<String> MESSAGING_PARTITION =
            AttributeKey.stringKey("messaging.destination.partition.id");
    static final AttributeKey<String> MESSAGING_GROUP = AttributeKey.stringKey("messaging.consumer.group.name");
    static final AttributeKey<Long> KAFKA_OFFSET = AttributeKey.longKey("messaging.kafka.offset");

    static final AttributeKey<String> RPC_SYSTEM = AttributeKey.stringKey("rpc.system");
    static final AttributeKey<String> RPC_SERVICE = AttributeKey.stringKey("rpc.service");
    static final AttributeKey<String> RPC_METHOD = AttributeKey.stringKey("rpc.method");

    static final AttributeKey<String> SERVICE_NAME = AttributeKey.stringKey("service.name");
    static final AttributeKey<String> SERVICE_VERSION = AttributeKey.stringKey("service.version");
    static final AttributeKey<String> SERVICE_INSTANCE = AttributeKey.stringKey("service.instance.id");

    static final AttributeKey<Long> TASK = AttributeKey.longKey("batchtask.id");
    static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("batchtask.outcome");
    static final AttributeKey<String> CODE = AttributeKey.stringKey("batchtask.failure.code");
    static final AttributeKey<Long> ATTEMPTS = AttributeKey.longKey("batchtask.retry.attempts");
    static final AttributeKey<Long> WAIT = AttributeKey.longKey("batchtask.retry.wait_ms");

    /** Values that the conventions fix. */
    static final String KAFKA = "kafka";

    static final String WCF = "dotnet_wcf"; // what NetServer is built with

    private Conventions() {}
}
