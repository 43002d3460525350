package io.batchtask.bridge.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.Map;

/**
 * Every setting: name, type, default, check and meaning in one place. The reference, the sample file and the table
 * of src/docs/settings.md are made from this or tested against it.
 */
@ConfigMapping(prefix = "batchtask")
public interface Settings {
    Kafka kafka();

    TopicSettings topics();

    @WithName("netserver")
    NetserverSettings netserver();

    IntakeLimits intake();

    Retry retry();

    Breaker breaker();

    EventSettings events();

    DeadLetterSettings deadLetter();

    ManagementSettings management();

    LoggingSettings logging();

    TracesSettings traces();

    Shutdown shutdown();

    /** How to reach the broker. */
    interface Kafka {
        @Doc("brokers to start from")
        @Matches(
                pattern = Matches.BROKER + "(\\s*,\\s*" + Matches.BROKER + ")*",
                words = "host:port, several separated by commas")
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

        @Doc("how long a task NetServer does not have is asked for again, when ids come before their tasks can be seen;"
                + " 0 is not at all")
        @AtLeast("0s")
        @AtMost("5m")
        @WithDefault("0")
        Duration notFoundGrace();
    }

    /** Telling an outage. */
    interface Breaker {
        @Doc("wait before the first probe of an outage; doubles")
        @AtLeast("1ms")
        @WithDefault("1s")
        Duration waitDuration();

        @Doc("longest wait between two probes; also how often a closed Online tenant is asked whether it is open again")
        @AtLeast("1ms")
        @WithDefault("10s")
        Duration maxWaitDuration();
    }

    /** Stopping. */
    interface Shutdown {
        @Doc("longest wait for records under way when the process stops or partitions move")
        @AtLeast("0s")
        @WithDefault("30s")
        Duration drainTimeout();
    }
}
