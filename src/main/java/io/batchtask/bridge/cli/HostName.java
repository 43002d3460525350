package io.batchtask.bridge.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** What this machine is called. */
final class HostName {
    private HostName() {}

    /** Empty when it has no name that can be resolved. */
    static String get() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "";
        }
    }
}
