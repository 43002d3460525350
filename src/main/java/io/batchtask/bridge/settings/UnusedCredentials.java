package io.batchtask.bridge.settings;

import io.batchtask.bridge.settings.NetserverSettings.SignIn;
import io.batchtask.bridge.task.Words;
import java.util.ArrayList;
import java.util.List;

/** Credentials that are set and not used: most likely the way to sign in was forgotten. */
public final class UnusedCredentials {
    private UnusedCredentials() {}

    /** One sentence each, which names the key and not the value. */
    public static List<String> of(Settings settings) {
        NetserverSettings netserver = settings.netserver();
        List<String> unused = new ArrayList<>();
        add(unused, netserver, SignIn.TICKET, "ticket", netserver.ticket().isPresent());
        add(unused, netserver, SignIn.PASSWORD, "username", netserver.username().isPresent());
        add(unused, netserver, SignIn.PASSWORD, "password", netserver.password().isPresent());
        add(
                unused,
                netserver,
                SignIn.ACCESS_TOKEN,
                "access-token",
                netserver.accessToken().isPresent());
        NetserverSettings.SystemUser user = netserver.systemUser();
        add(
                unused,
                netserver,
                SignIn.SYSTEM_USER,
                "system-user.token",
                user.token().isPresent());
        add(
                unused,
                netserver,
                SignIn.SYSTEM_USER,
                "system-user.private-key",
                user.privateKey().isPresent());
        return unused;
    }

    private static void add(List<String> unused, NetserverSettings netserver, SignIn way, String name, boolean isSet) {
        if (isSet && netserver.signIn() != way) {
            unused.add("batchtask.netserver." + name + " is set, and not used with sign-in "
                    + Words.of(netserver.signIn()) + ": batchtask.netserver.sign-in = " + Words.of(way) + " uses it");
        }
    }
}
