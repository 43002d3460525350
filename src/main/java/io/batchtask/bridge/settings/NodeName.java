package io.batchtask.bridge.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Which instance this is. */
public final class NodeName {
    private NodeName() {}

    /** Its name in the group, else its host's; empty when that has none. */
    public static String of(Settings settings) {
        String member = settings.kafka().client().get("group.instance.id");
        if (member != null && !member.isBlank()) {
            return member;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "";
        }
    }
}
