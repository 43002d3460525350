package io.batchtask.bridge.online;

import java.util.function.Supplier;

/**
 * Who signs in. Secrets are asked for at each sign-in, because their files may change.
 *
 * @param tenant context identifier or serial number
 * @param applicationToken the app's client secret
 * @param token the system user token, {@code App Name-AbCdEf1234}
 * @param privateKey PEM or XML text
 */
public record SystemUserIdentity(
        String tenant, Supplier<String> applicationToken, Supplier<String> token, Supplier<String> privateKey) {}
