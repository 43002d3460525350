package io.batchtask.bridge.settings;

import java.util.Optional;

/** The HTTP proxy on the way to NetServer and to SuperOffice Online. */
public interface ProxySettings {
    @Doc("HTTP proxy for all calls to NetServer and SuperOffice; without it HTTPS_PROXY, HTTP_PROXY, NO_PROXY")
    @Matches(
            pattern = "(?i)http://(\\[[0-9a-f:.]+]|[a-z0-9._-]+):[0-9]{1,5}/?",
            words = "http://host:port; user and password are settings of their own, .username and .password")
    Optional<String> url();

    @Doc("user the proxy asks for")
    @Matches(pattern = "[^:\\p{Cntrl}]+", words = "text without a colon")
    Optional<String> username();

    @Doc("password the proxy asks for; sent as Basic, to the proxy alone")
    Optional<Secret> password();
}
