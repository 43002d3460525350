package io.batchtask.bridge.settings;

import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/** Where NetServer is and how to sign in. */
public interface NetserverSettings {
    @Doc("base address that ends in the service version, https://host/app/Remote/Services86/")
    URI url();

    @Doc("context identifier (Cust12345) or serial number; part of each event's source")
    Optional<String> tenant();

    @Doc("sent as the ApplicationToken header; Online: the app's client secret")
    Optional<Secret> applicationToken();

    @Doc("how to get a ticket")
    @WithDefault("ticket")
    SignIn signIn();

    @Doc("sign-in ticket: the ticket itself")
    Optional<Secret> ticket();

    @Doc("sign-in password: the user")
    Optional<String> username();

    @Doc("sign-in password: the password; sent inside the envelope, so use https")
    Optional<Secret> password();

    @Doc("sign-in access-token: an OAuth access token")
    Optional<Secret> accessToken();

    @Doc("exchange the access token for a ticket instead of using it as one")
    @WithDefault("false")
    boolean accessTokenExchange();

    SystemUser systemUser();

    @Doc("IANA zone of the installation's base time zone, for values without a zone")
    @WithDefault("UTC")
    ZoneId baseTimeZone();

    @Doc("ask NetServer for times in that zone, SuperOffice's id or code (261, NO); base-time-zone then names the same")
    Optional<String> timeZone();

    ErrorTypes errors();

    @Doc("longest wait for a connection")
    @AtLeast("1ms")
    @WithDefault("5s")
    Duration connectTimeout();

    @Doc("longest wait for a complete answer")
    @AtLeast("1ms")
    @WithDefault("30s")
    Duration responseTimeout();

    Tls tls();

    ProxySettings proxy();

    /** Ways to get a ticket. */
    enum SignIn {
        TICKET,
        PASSWORD,
        ACCESS_TOKEN,
        SYSTEM_USER
    }

    /** Online system user. */
    interface SystemUser {
        @Doc("sign-in system-user: the system user token the tenant's administrator approved")
        Optional<Secret> token();

        @Doc("sign-in system-user: the app's RSA key, PEM or RSAKeyValue XML")
        @Lines
        Optional<Secret> privateKey();

        @Doc("Online: sod, qaonline, online, or its address; without it known by a superoffice.com address")
        @Matches(
                pattern = "(?i)sod|qaonline|online|https?://[^/\\s@?#]+[^\\s?#]*",
                words = "sod, qaonline, online, or an http or https address")
        Optional<String> environment();

        @Doc("sign-in system-user: which service exchanges the signed token")
        @WithDefault("rest")
        Exchange exchange();
    }

    /** Services that exchange a signed system-user token. */
    enum Exchange {
        REST,
        SOAP
    }

    /** What exception types mean at this installation, over the built-in knowledge. */
    interface ErrorTypes {
        @Doc("exception types refused for good")
        @Matches(pattern = Matches.TYPES, words = Matches.TYPE_WORDS)
        Optional<Set<String>> permanent();

        @Doc("exception types that pass: tried again")
        @WithName("transient")
        @Matches(pattern = Matches.TYPES, words = Matches.TYPE_WORDS)
        Optional<Set<String>> passing();

        @Doc("exception types that say: no such task, beside those known by name")
        @Matches(pattern = Matches.TYPES, words = Matches.TYPE_WORDS)
        Optional<Set<String>> notFound();

        @Doc("exception types that say: the ticket is no longer good")
        @Matches(pattern = Matches.TYPES, words = Matches.TYPE_WORDS)
        Optional<Set<String>> signIn();
    }

    /** TLS towards NetServer. */
    interface Tls {
        @Doc("file with the certificates NetServer is trusted by; without it the JVM's own")
        Optional<Path> trustStore();

        @Doc("password of the trust store")
        Optional<Secret> trustStorePassword();

        @Doc("kind of trust store; PEM is a file of certificates, and known as one without it")
        @Matches(pattern = "(?i)PKCS12|JKS|PEM", words = "PKCS12, JKS, PEM")
        @WithDefault("PKCS12")
        String trustStoreType();

        @Doc("file with the client certificate and its key, for mutual TLS")
        Optional<Path> keyStore();

        @Doc("PEM file with the key, when the key store has the certificates alone, such as tls.crt and tls.key")
        Optional<Path> key();

        @Doc("password of the key store, or of the encrypted key in a PEM file")
        Optional<Secret> keyStorePassword();

        @Doc("kind of key store; PEM is known as one without it")
        @Matches(pattern = "(?i)PKCS12|JKS|PEM", words = "PKCS12, JKS, PEM")
        @WithDefault("PKCS12")
        String keyStoreType();
    }
}
