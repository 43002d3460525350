package io.batchtask.bridge.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Every setting: name, type, default, check and meaning in one place. The reference, the sample file and the README's
 * table are made from this or tested against it.
 */
@ConfigMapping(prefix = "batchtask")
public interface Settings {
    Kafka kafka();

    Topics topics();

    @WithName("netserver")
    Netserver netserver();

    IntakeLimits intake();

    Retry retry();

    Breaker breaker();

    Events events();

    DeadLetter deadLetter();

    ManagementSettings management();

    LoggingSettings logging();

    Shutdown shutdown();

    /** How to reach the broker. */
    interface Kafka {
        @Doc("brokers to start from, host:port, separated by commas")
        @WithDefault("localhost:9092")
        String bootstrapServers();

        @Doc("consumer group; instances with the same group share the partitions")
        @WithDefault("batchtask-bridge")
        String groupId();

        @Doc("passed to every Kafka client as is: security.protocol, sasl.*, ssl.*, session.timeout.ms, ...")
        Map<String, String> client();

        @Doc("consumer threads in this process; more than one is seldom needed, as one keeps all calls busy")
        @Range(min = 1, max = 64)
        @WithDefault("1")
        int consumers();
    }

    /** Topic names. */
    interface Topics {
        @Doc("input: requests, one task id each")
        @WithDefault("superoffice.batchtask.ids")
        String ids();

        @Doc("output: events")
        @WithDefault("superoffice.batchtask.info")
        String info();

        @Doc("output: requests that did not become an event")
        @WithDefault("superoffice.batchtask.ids.dlq")
        String deadLetter();

        @Doc("reserved for tasks that are followed; this version neither reads nor writes it")
        @WithDefault("superoffice.batchtask.follow")
        String follow();

        @Doc("create missing topics at start")
        @WithDefault("false")
        boolean create();

        @Doc("partitions of a topic created at start")
        @Range(min = 1, max = 10_000)
        @WithDefault("3")
        int partitions();

        @Doc("replication factor of a topic created at start; -1 is the broker's default")
        @Range(min = -1, max = 100)
        @WithDefault("-1")
        int replicationFactor();
    }

    /** Where NetServer is and how to sign in. */
    interface Netserver {
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

        @Doc(
                "ask NetServer for times in that zone, SuperOffice's id or code (261, NO); base-time-zone then names the same")
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
    }

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

        @Doc("sign-in system-user: the app's RSA key, PKCS#8 PEM or RSAKeyValue XML")
        Optional<Secret> privateKey();

        @Doc("Online: sod, qaonline, online, or its address; without it told by a superoffice.com address")
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
        @Doc("exception types (last dotted segment) refused for good")
        Optional<Set<String>> permanent();

        @Doc("exception types that pass: tried again")
        @WithName("transient")
        Optional<Set<String>> passing();

        @Doc("exception types that say: no such task")
        Optional<Set<String>> notFound();

        @Doc("exception types that say: the ticket is no longer good")
        Optional<Set<String>> signIn();
    }

    /** TLS towards NetServer. */
    interface Tls {
        @Doc("file with the certificates NetServer is trusted by; without it the JVM's own")
        Optional<Path> trustStore();

        @Doc("password of the trust store")
        Optional<Secret> trustStorePassword();

        @Doc("PKCS12, JKS, or PEM for a file of certificates")
        @WithDefault("PKCS12")
        String trustStoreType();

        @Doc("file with the client certificate and its key, for mutual TLS")
        Optional<Path> keyStore();

        @Doc("password of the key store")
        Optional<Secret> keyStorePassword();

        @Doc("PKCS12 or JKS")
        @WithDefault("PKCS12")
        String keyStoreType();
    }

    /** How much at once. */
    interface IntakeLimits {
        @Doc("SOAP calls under way at once in this process")
        @Range(min = 1, max = 10_000)
        @WithDefault("64")
        int maxInFlight();

        @Doc("SOAP calls per second; 0 is no limit")
        @Range(min = 0, max = 100_000)
        @WithDefault("0")
        double rateLimit();
    }

    /** Trying again. */
    interface Retry {
        @Doc("SOAP calls for one record before it is given up")
        @Range(min = 1, max = 1_000)
        @WithDefault("5")
        int maxAttempts();

        @Doc("wait after the first failed call; doubles, with jitter")
        @AtLeast("1ms")
        @WithDefault("500ms")
        Duration initialDelay();

        @Doc("longest wait between two calls")
        @AtLeast("1ms")
        @WithDefault("30s")
        Duration maxDelay();

        @Doc("time since the first failure after which a record is given up")
        @AtLeast("1ms")
        @WithDefault("5m")
        Duration maxElapsed();
    }

    /** Telling an outage. */
    interface Breaker {
        @Doc("percent of failed calls at which an outage is assumed and reading pauses")
        @Range(min = 1, max = 100)
        @WithDefault("50")
        int failureRate();

        @Doc("latest calls that are looked at")
        @Range(min = 1, max = 10_000)
        @WithDefault("20")
        int window();

        @Doc("calls needed before the rate means anything")
        @Range(min = 1, max = 10_000)
        @WithDefault("10")
        int minimumCalls();

        @Doc("wait before the first probe of an outage; doubles")
        @AtLeast("1ms")
        @WithDefault("1s")
        Duration waitDuration();

        @Doc("longest wait between two probes")
        @AtLeast("1ms")
        @WithDefault("10s")
        Duration maxWaitDuration();
    }

    /** The output. */
    interface Events {
        @Doc("form of the event")
        @WithDefault("cloudevents-binary")
        Format format();

        @Doc("what becomes of a task NetServer does not have")
        @WithDefault("publish")
        NotFound notFound();

        @Doc("data fields left out of the event, separated by commas")
        Optional<Set<String>> mask();
    }

    /** Forms of an event. */
    enum Format {
        CLOUDEVENTS_BINARY,
        CLOUDEVENTS_STRUCTURED,
        JSON
    }

    /** Ends of a request for a task that is not there. */
    enum NotFound {
        PUBLISH,
        DEAD_LETTER,
        DROP
    }

    /** Dead letters. */
    interface DeadLetter {
        @Doc("header sets written: native always, connect and spring on top")
        @WithDefault("native")
        Set<HeaderFamily> headers();
    }

    /** Header sets of a dead letter. */
    enum HeaderFamily {
        NATIVE,
        CONNECT,
        SPRING
    }

    /** Stopping. */
    interface Shutdown {
        @Doc("longest wait for records under way when the process is told to stop or partitions move")
        @AtLeast("0s")
        @WithDefault("30s")
        Duration drainTimeout();
    }
}
