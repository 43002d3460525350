package io.batchtask.bridge.monitoring;

import io.batchtask.bridge.management.Status;
import io.batchtask.bridge.netserver.ServiceLocation;
import io.batchtask.bridge.settings.Settings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** What tells this instance from others: names and addresses, no secret. */
final class InstanceNames {
    private final Settings settings;
    private final ServiceLocation location;
    private final String instance;

    InstanceNames(Settings settings, ServiceLocation location) {
        this.settings = settings;
        this.location = location;
        this.instance = instance(
                settings.kafka().client(),
                System.getenv(),
                ProcessHandle.current().pid());
    }

    Status.Names read() {
        return new Status.Names(
                instance,
                withoutUser(location.base().toString()),
                settings.kafka().groupId(),
                settings.topics().ids(),
                settings.topics().info(),
                settings.topics().deadLetter());
    }

    /** The group's static member, else host and process. */
    static String instance(Map<String, String> client, Map<String, String> environment, long process) {
        return Optional.ofNullable(client.get(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG))
                .filter(id -> !id.isBlank())
                .orElseGet(() -> host(environment) + ", process " + process);
    }

    /** From the environment first, because to ask for it may wait for a name server. */
    private static String host(Map<String, String> environment) {
        return Stream.of("HOSTNAME", "COMPUTERNAME")
                .map(environment::get)
                .filter(name -> name != null && !name.isBlank())
                .findFirst()
                .orElseGet(InstanceNames::askedFor);
    }

    private static String askedFor() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unnamed) {
            return "localhost";
        }
    }

    /** A tenant's address comes from a service, which may say anything. */
    static String withoutUser(String address) {
        return address.replaceFirst("//[^/?#]*@", "//").replaceFirst("[?#].*", "");
    }
}
