package io.batchtask.bridge.http;

/** User and password for a proxy; sent as Basic, to the proxy alone. */
public record ProxyCredentials(String username, String password) {
    @Override
    public String toString() {
        return username + ":***";
    }
}
