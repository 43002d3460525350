package io.batchtask.bridge.settings;

import io.batchtask.bridge.task.BatchTask;
import io.batchtask.bridge.task.Mask;
import io.batchtask.bridge.task.Words;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rules across settings, and those a type alone cannot express. */
final class CrossChecks {
    private static final String SIGN_IN = "batchtask.netserver.sign-in";

    /** What may be left out of an event; without its id it would say nothing. */
    private static final Set<String> MASKABLE = BatchTask.FIELDS.stream()
            .filter(field -> !field.equals("id"))
            .collect(Collectors.toCollection(TreeSet::new));

    private final Settings settings;
    private final Set<String> unusable;
    private final List<String> problems;

    /** @param unusable keys already reported; a rule that needs one of them is not applied */
    CrossChecks(Settings settings, Set<String> unusable, List<String> problems) {
        this.settings = settings;
        this.unusable = unusable;
        this.problems = problems;
    }

    void check() {
        signIn(settings.netserver());
        errorTypes(settings.netserver().errors());
        NetserverSettings.Tls tls = settings.netserver().tls();
        store("trust-store", tls.trustStore(), tls.trustStorePassword(), () -> KeyStores.trusted(tls));
        store("key-store", tls.keyStore(), tls.keyStorePassword(), () -> KeyStores.own(tls));
        rule(
                tls.key().isEmpty() || tls.keyStore().isPresent(),
                "batchtask.netserver.tls.key needs batchtask.netserver.tls.key-store, the file with its certificate",
                "batchtask.netserver.tls.key-store");
        Settings.Retry retry = settings.retry();
        notLonger("batchtask.retry.initial-delay", retry.initialDelay(), "batchtask.retry.max-delay", retry.maxDelay());
        grace(retry.notFoundGrace(), settings.netserver().responseTimeout());
        Settings.Breaker breaker = settings.breaker();
        notLonger(
                "batchtask.breaker.wait-duration",
                breaker.waitDuration(),
                "batchtask.breaker.max-wait-duration",
                breaker.maxWaitDuration());
        Settings.Kafka kafka = settings.kafka();
        rule(
                kafka.consumers() == 1 || !kafka.client().containsKey("group.instance.id"),
                "batchtask.kafka.client.group.instance.id cannot be set with batchtask.kafka.consumers = "
                        + kafka.consumers()
                        + ": they would throw each other out of the group; start more processes instead",
                "batchtask.kafka.consumers");
        topics(settings.topics());
        mask(settings.events().mask().orElse(Set.of()));
        ManagementChecks.check(settings.management(), problems);
    }

    private void rule(boolean fulfilled, String problem, String... keys) {
        if (!fulfilled && Stream.of(keys).noneMatch(unusable::contains)) {
            problems.add(problem);
        }
    }

    private void notLonger(String shortKey, Duration shorter, String longKey, Duration longer) {
        rule(shorter.compareTo(longer) <= 0, shortKey + " is longer than " + longKey, shortKey, longKey);
    }

    /** A request that only waits for its task, and for the calls before and after, must not pass for a stuck one. */
    private void grace(Duration grace, Duration responseTimeout) {
        Duration stuckAfter = settings.management().stuckAfter();
        Duration calls = responseTimeout.multipliedBy(4); // each end of the grace: a call, and its confirmation
        long allowed = Math.max(0, stuckAfter.minus(calls).toSeconds());
        rule(
                grace.isZero() || grace.plus(calls).compareTo(stuckAfter) < 0,
                "batchtask.retry.not-found-grace and four times batchtask.netserver.response-timeout are not shorter than"
                        + " batchtask.management.stuck-after; allowed here: 0, or less than " + allowed + "s",
                "batchtask.retry.not-found-grace",
                "batchtask.netserver.response-timeout",
                "batchtask.management.stuck-after");
    }

    private void signIn(NetserverSettings netserver) {
        switch (netserver.signIn()) {
            case TICKET -> required("ticket", netserver.ticket().isPresent());
            case PASSWORD -> {
                required("username", netserver.username().isPresent());
                required("password", netserver.password().isPresent());
            }
            case ACCESS_TOKEN ->
                required("access-token", netserver.accessToken().isPresent());
            case SYSTEM_USER -> {
                required("tenant", netserver.tenant().isPresent());
                required("application-token", netserver.applicationToken().isPresent());
                required("system-user.token", netserver.systemUser().token().isPresent());
                required(
                        "system-user.private-key",
                        netserver.systemUser().privateKey().isPresent());
                required("system-user.environment", isOnline(netserver));
            }
        }
    }

    /** The same hosts from which the environment is later concluded. */
    private static boolean isOnline(NetserverSettings netserver) {
        return netserver.systemUser().environment().isPresent()
                || String.valueOf(netserver.url().getHost()).matches("(?i)[a-z0-9-]+\\.superoffice\\.com");
    }

    private void required(String name, boolean present) {
        rule(
                present,
                RequiredCredential.sentence(name, settings.netserver().signIn()),
                SIGN_IN,
                "batchtask.netserver." + name);
    }

    /** However it is written, a type is known by its last dotted segment. */
    private void errorTypes(NetserverSettings.ErrorTypes types) {
        Map<String, Optional<Set<String>>> lists = new LinkedHashMap<>();
        lists.put("permanent", types.permanent());
        lists.put("transient", types.passing());
        lists.put("not-found", types.notFound());
        lists.put("sign-in", types.signIn());
        Map<String, String> taken = new HashMap<>();
        lists.forEach((name, list) -> {
            String key = "batchtask.netserver.errors." + name;
            for (String type : new TreeSet<>(list.orElse(Set.of()))) {
                String other = taken.putIfAbsent(Words.lastPart(type), key);
                rule(
                        other == null || other.equals(key),
                        key + " = " + type + " is in " + other + " as well: a type means one thing",
                        key,
                        String.valueOf(other));
            }
        });
    }

    /** @param password one that is empty could not be read, which has been reported */
    private void store(String name, Optional<Path> file, Optional<Secret> password, Supplier<?> reading) {
        if (password.filter(secret -> secret.reveal().isEmpty()).isPresent()) {
            return;
        }
        String key = "batchtask.netserver.tls." + name;
        try {
            reading.get();
        } catch (IllegalArgumentException cannotBeUsed) {
            rule(
                    false,
                    key + " = " + file.orElseThrow() + " cannot be used: " + cannotBeUsed.getMessage(),
                    key,
                    key + "-type");
        }
    }

    private void topics(TopicSettings topics) {
        Map<String, String> purposes = new LinkedHashMap<>();
        purposes.put("batchtask.topics.ids", topics.ids());
        purposes.put("batchtask.topics.info", topics.info());
        purposes.put("batchtask.topics.dead-letter", topics.deadLetter());
        purposes.put("batchtask.topics.follow", topics.follow());
        purposes.put("batchtask.topics.replayed", TopicSettings.nameOfReplayed(topics));
        Map<String, String> taken = new HashMap<>();
        purposes.forEach((key, topic) -> {
            String other = taken.putIfAbsent(topic, key);
            rule(
                    other == null,
                    key + " = " + topic + " is " + other + " as well: each topic has one purpose",
                    key,
                    String.valueOf(other));
        });
        rule(
                topics.replicationFactor() != 0,
                "batchtask.topics.replication-factor = 0 is not allowed: -1, or 1 to 100",
                "batchtask.topics.replication-factor");
    }

    private void mask(Set<String> fields) {
        for (String field : new TreeSet<>(fields)) {
            boolean parameter = field.startsWith(Mask.PARAMETER);
            rule(
                    MASKABLE.contains(field) || parameter && field.length() > Mask.PARAMETER.length(),
                    "batchtask.events.mask = " + Shown.line(field) + " is not allowed: "
                            + (parameter
                                    ? "the key of a parameter follows the dot"
                                    : "one of " + String.join(", ", MASKABLE) + ", or " + Mask.PARAMETER
                                            + "KEY for a single parameter"),
                    "batchtask.events.mask");
        }
    }
}
