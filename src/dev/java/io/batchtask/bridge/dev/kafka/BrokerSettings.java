package io.batchtask.bridge.dev.kafka;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The settings of a broker: one node, small, quick to start and to come back.
 *
 * @param open the listener that is always there
 * @param bound the port of each listener
 * @param advertised the ports clients are sent to
 * @param protocols the security protocol of each listener beside the open one
 */
record BrokerSettings(
        Path data,
        String open,
        Map<String, Integer> bound,
        Map<String, Integer> advertised,
        Map<String, String> protocols) {
    Map<String, String> properties(int controllerPort) {
        StringBuilder security = new StringBuilder(open + ":PLAINTEXT,CONTROLLER:PLAINTEXT");
        protocols.forEach((name, protocol) ->
                security.append(',').append(name).append(':').append(protocol));
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", "1");
        properties.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        properties.put("listeners", addresses(bound) + ",CONTROLLER://127.0.0.1:" + controllerPort);
        properties.put("advertised.listeners", addresses(advertised));
        properties.put("controller.listener.names", "CONTROLLER");
        properties.put("inter.broker.listener.name", open);
        properties.put("listener.security.protocol.map", security.toString());
        properties.put("log.dirs", data.toString());
        properties.put("offsets.topic.replication.factor", "1");
        properties.put("offsets.topic.num.partitions", "1");
        properties.put("transaction.state.log.replication.factor", "1");
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("transaction.state.log.num.partitions", "1");
        properties.put("group.initial.rebalance.delay.ms", "0");
        properties.put("group.min.session.timeout.ms", "1000");
        properties.put("auto.create.topics.enable", "false");
        properties.put("log.cleaner.enable", "false");
        properties.put("num.network.threads", "2");
        properties.put("num.io.threads", "2");
        // Otherwise a restart after a kill takes as long as the old session.
        properties.put("broker.session.timeout.ms", "2000");
        properties.put("broker.heartbeat.interval.ms", "200");
        return properties;
    }

    private static String addresses(Map<String, Integer> ports) {
        return ports.entrySet().stream()
                .map(listener -> listener.getKey() + "://127.0.0.1:" + listener.getValue())
                .collect(Collectors.joining(","));
    }
}
