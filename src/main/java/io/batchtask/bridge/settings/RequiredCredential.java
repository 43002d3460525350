package io.batchtask.bridge.settings;

import io.batchtask.bridge.settings.NetserverSettings.SignIn;
import io.batchtask.bridge.task.Words;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What to say when a credential is missing: where it may stand, and how else to sign in. */
final class RequiredCredential {
    private RequiredCredential() {}

    /** @param name below {@code batchtask.netserver.} */
    static String sentence(String name, SignIn way) {
        String key = "batchtask.netserver." + name;
        boolean secret = Key.all().stream()
                .anyMatch(known -> known.isSecret() && known.name().equals(key));
        String variable = Key.environmentName(key);
        return key + " is required with sign-in " + Words.of(way) + " (environment " + variable
                + (secret
                        ? "; or " + key + Secrets.FILE + " with the name of a file, environment " + variable + "_FILE"
                        : "")
                + ")" + otherWays(name, way);
    }

    /** Once for each way, with the credential of its name. */
    private static String otherWays(String name, SignIn way) {
        return name.equals(Words.of(way))
                ? "; other ways, by batchtask.netserver.sign-in: "
                        + Arrays.stream(SignIn.values())
                                .filter(other -> other != way)
                                .map(Words::of)
                                .collect(Collectors.joining(", "))
                : "";
    }
}
