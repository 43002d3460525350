package io.batchtask.bridge.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Utils;

/**
 * Whether anything listens where the brokers are said to be. Kafka's clients try for as long as they may and then say
 * that time has run out; this says within seconds which address refuses.
 */
final class BrokerReach {
    static final String ADVICE =
            "does a broker run there, is batchtask.kafka.bootstrap-servers right, does a firewall stand in between?";

    private static final int PATIENCE_MILLIS = 4_000;
    private static final String UNKNOWN = "the name cannot be resolved";

    private BrokerReach() {}

    /** Why not one can be connected to; empty when one can, or when no name is known, which is another failure. */
    static Optional<String> objection(String bootstrapServers) {
        List<String> servers = servers(bootstrapServers);
        List<String> objections = objections(servers);
        boolean known = objections.stream().anyMatch(reason -> !reason.endsWith(UNKNOWN));
        return known && objections.size() == servers.size()
                ? Optional.of(String.join("; ", objections))
                : Optional.empty();
    }

    /** Why some cannot be connected to, one line for each. */
    static List<String> objections(String bootstrapServers) {
        return objections(servers(bootstrapServers));
    }

    private static List<String> servers(String bootstrapServers) {
        return Stream.of(bootstrapServers.split(",")).map(String::strip).toList();
    }

    private static List<String> objections(List<String> servers) {
        return servers.parallelStream()
                .map(server -> objection(Utils.getHost(server), Utils.getPort(server)))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> objection(String host, int port) {
        String reason = "";
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                try (SocketChannel channel = SocketChannel.open()) { // as Kafka's clients: by no proxy of the JVM
                    channel.socket().connect(new InetSocketAddress(address, port), PATIENCE_MILLIS);
                    return Optional.empty();
                } catch (IOException refused) {
                    reason = Optional.ofNullable(refused.getMessage())
                            .orElse("no answer in " + PATIENCE_MILLIS / 1000 + " s");
                }
            }
        } catch (UnknownHostException unknown) {
            reason = UNKNOWN;
        }
        return Optional.of("no connection to " + host + ":" + port + ": " + reason);
    }
}
