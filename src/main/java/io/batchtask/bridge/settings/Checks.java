package io.batchtask.bridge.settings;

import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What a value must fulfil beyond its type. Each problem is one sentence: key, value, what is allowed, where from. */
final class Checks {
    private static final String CLIENT = "batchtask.kafka.client.";

    /** The guarantees rest on these; the bridge sets them itself. */
    private static final Map<String, String> OURS = Map.ofEntries(
            Map.entry("bootstrap.servers", "use batchtask.kafka.bootstrap-servers"),
            Map.entry("group.id", "use batchtask.kafka.group-id"),
            Map.entry("enable.auto.commit", "the bridge commits itself"),
            Map.entry("acks", "always all"),
            Map.entry("enable.idempotence", "always on"),
            Map.entry("max.in.flight.requests.per.connection", "the bridge sets it"),
            Map.entry("transactional.id", "the bridge uses no transactions"),
            Map.entry("key.serializer", "the bridge sets it"),
            Map.entry("value.serializer", "the bridge sets it"),
            Map.entry("key.deserializer", "the bridge sets it"),
            Map.entry("value.deserializer", "the bridge sets it"));

    private static final Set<String> DATA_FIELDS = Set.of(
            "name",
            "associateId",
            "detailsTable",
            "detailsRecord",
            "isSystemTask",
            "isInternalTask",
            "parameterObject",
            "lastStarted",
            "created",
            "startCount",
            "databaseSerialNumber",
            "context",
            "result",
            "state",
            "description",
            "response",
            "request",
            "progressDescription",
            "progressPercent");

    private Checks() {}

    /** Every key that may be set, {@code -file} forms included, open ones by their prefix. */
    static List<String> knownNames() {
        return Key.all().stream()
                .flatMap(key ->
                        key.isSecret() ? Stream.of(key.name(), key.name() + Secrets.FILE) : Stream.of(key.name()))
                .toList();
    }

    static void unknownKeys(Map<String, Sources.Value> values, List<String> problems) {
        List<String> known = knownNames();
        values.forEach((key, value) -> {
            if (key.startsWith(CLIENT)) {
                String reason = OURS.get(key.substring(CLIENT.length()));
                if (reason != null) {
                    problems.add(key + " (" + value.from() + ") cannot be set: " + reason);
                }
            } else if (!known.contains(key)) {
                problems.add(key + " (" + value.from() + ") is unknown; did you mean " + nearest(key) + "?");
            }
        });
    }

    static String nearest(String key) {
        String wanted = Key.environmentName(key);
        return knownNames().stream()
                .min(Comparator.comparingInt(name -> distance(wanted, Key.environmentName(name))))
                .orElseThrow();
    }

    /** Levenshtein's edit distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[b.length()];
    }

    static void ranges(Map<String, Sources.Value> values, List<String> problems) {
        for (Key key : Key.all()) {
            Sources.Value value = values.get(key.name());
            if (value != null && !inRange(key, value.text())) {
                problems.add(wrong(key, value));
            }
        }
    }

    private static boolean inRange(Key key, String text) {
        Range range = key.method().getAnnotation(Range.class);
        AtLeast atLeast = key.method().getAnnotation(AtLeast.class);
        try {
            if (range != null) {
                BigDecimal number = new BigDecimal(text);
                return number.compareTo(BigDecimal.valueOf(range.min())) >= 0
                        && number.compareTo(BigDecimal.valueOf(range.max())) <= 0;
            }
            return atLeast == null || Durations.parse(text).compareTo(Durations.parse(atLeast.value())) >= 0;
        } catch (IllegalArgumentException wrongType) {
            return false;
        }
    }

    private static String wrong(Key key, Sources.Value value) {
        return key.name() + " = " + (key.isSecret() ? "***" : value.text()) + " (" + value.from() + ") is not allowed: "
                + key.allowed();
    }

    /** SmallRye's words for a value it could not convert or did not find, turned into ours. */
    static String explain(String message, Map<String, Sources.Value> values) {
        for (Key key : Key.all()) {
            if (message.matches("(?s).*\\b" + key.name().replace(".", "\\.") + "(?![\\w.-]).*")) {
                Sources.Value value = values.get(key.name());
                return value == null
                        ? key.name() + " is required: " + key.meaning() + " (environment " + key.environmentName() + ")"
                        : wrong(key, value);
            }
        }
        return message;
    }

    /** Rules over several settings. */
    static void together(Settings settings, List<String> problems) {
        Settings.Netserver netserver = settings.netserver();
        if (!isBase(netserver.url())) {
            problems.add(
                    "batchtask.netserver.url = " + netserver.url() + " is not allowed: an http or https address that"
                            + " ends in the service version, https://host/app/Remote/Services86/");
        }
        signIn(netserver, problems);
        Settings.Retry retry = settings.retry();
        if (retry.initialDelay().compareTo(retry.maxDelay()) > 0) {
            problems.add("batchtask.retry.initial-delay is longer than batchtask.retry.max-delay");
        }
        if (settings.breaker().minimumCalls() > settings.breaker().window()) {
            problems.add("batchtask.breaker.minimum-calls is larger than batchtask.breaker.window");
        }
        topics(settings.topics(), problems);
        ManagementChecks.check(settings.management(), problems);
        settings.events().mask().ifPresent(fields -> fields.stream()
                .filter(field -> !DATA_FIELDS.contains(field))
                .forEach(field -> problems.add("batchtask.events.mask = " + field + " is not allowed: one of "
                        + String.join(", ", DATA_FIELDS.stream().sorted().toList()))));
    }

    private static boolean isBase(URI url) {
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        return (scheme.equals("http") || scheme.equals("https"))
                && url.getHost() != null
                && url.getPath() != null
                && url.getPath().matches("(?i).*/Services\\d+/?");
    }

    private static void signIn(Settings.Netserver netserver, List<String> problems) {
        switch (netserver.signIn()) {
            case TICKET -> {
                if (netserver.ticket().isEmpty()) {
                    problems.add("batchtask.netserver.ticket is required with sign-in ticket");
                }
            }
            case PASSWORD -> {
                if (netserver.username().isEmpty()) {
                    problems.add("batchtask.netserver.username is required with sign-in password");
                }
                if (netserver.password().isEmpty()) {
                    problems.add("batchtask.netserver.password is required with sign-in password");
                }
            }
            case ACCESS_TOKEN -> {
                if (netserver.accessToken().isEmpty()) {
                    problems.add("batchtask.netserver.access-token is required with sign-in access-token");
                }
            }
            case SYSTEM_USER -> systemUser(netserver, problems);
        }
        netserver
                .systemUser()
                .environment()
                .filter(name -> !name.strip().matches("(?i)sod|qaonline|online|https?://[^/\\s]+.*"))
                .ifPresent(name -> problems.add("batchtask.netserver.system-user.environment = " + name
                        + " is not allowed: sod, qaonline, online, or an http or https address"));
    }

    private static void systemUser(Settings.Netserver netserver, List<String> problems) {
        Map<String, Boolean> given = new LinkedHashMap<>();
        given.put("tenant", netserver.tenant().isPresent());
        given.put("application-token", netserver.applicationToken().isPresent());
        given.put("system-user.token", netserver.systemUser().token().isPresent());
        given.put("system-user.private-key", netserver.systemUser().privateKey().isPresent());
        boolean online = String.valueOf(netserver.url().getHost())
                .toLowerCase(Locale.ROOT)
                .endsWith(".superoffice.com");
        given.put(
                "system-user.environment",
                online || netserver.systemUser().environment().isPresent());
        given.forEach((key, present) -> {
            if (!present) {
                problems.add("batchtask.netserver." + key + " is required with sign-in system-user");
            }
        });
    }

    private static void topics(Settings.Topics topics, List<String> problems) {
        List<String> seen = new ArrayList<>();
        Map.of("ids", topics.ids(), "info", topics.info(), "dead-letter", topics.deadLetter())
                .forEach((name, topic) -> {
                    if (!topic.matches("[A-Za-z0-9._-]{1,249}") || topic.matches("\\.{1,2}")) {
                        problems.add("batchtask.topics." + name + " = " + topic + " is no legal topic name");
                    }
                    if (seen.contains(topic)) {
                        problems.add("batchtask.topics." + name + " = " + topic
                                + " is used twice: ids, info and dead-letter differ");
                    }
                    seen.add(topic);
                });
    }
}
