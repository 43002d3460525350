package io.batchtask.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.pem.PemFiles;
import io.batchtask.bridge.task.DeadLetterFamily;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every declared setting is read and, where its type or its checks forbid something, guarded: also one added later. */
class EveryKeyTest {
    /** Texts that must have a form: one that has it, one that has not. */
    private static final Map<String, List<String>> FORMS = Map.ofEntries(
            Map.entry("batchtask.kafka.bootstrap-servers", List.of("one:9092,PLAINTEXT://two:9093, [::1]:9094", "one")),
            Map.entry("batchtask.topics.ids", List.of("ids-2.of_mine", "ids 2")),
            Map.entry("batchtask.topics.info", List.of("info-2", "info/2")),
            Map.entry("batchtask.topics.dead-letter", List.of("dead-2", "..")),
            Map.entry("batchtask.topics.follow", List.of("follow-2", "føllow")),
            Map.entry("batchtask.topics.replayed", List.of("replayed-2", "re played")),
            Map.entry("batchtask.netserver.tls.trust-store-type", List.of("PEM", "GIF")),
            Map.entry("batchtask.netserver.tls.key-store-type", List.of("pem", "GIF")),
            Map.entry("batchtask.netserver.proxy.url", List.of("http://other:3128", "https://other:3128")),
            Map.entry("batchtask.netserver.proxy.username", List.of("somebody", "some:body")),
            Map.entry("batchtask.events.schema-base", List.of("https://schemas.example/v1/", "schemas/")),
            Map.entry("batchtask.events.mask", List.of("description", "id")),
            Map.entry(
                    "batchtask.netserver.errors.permanent",
                    List.of("SuperOffice.Exceptions.SoDbAccessException", "SuperOffice..SoDbAccessException")),
            Map.entry("batchtask.netserver.errors.transient", List.of("SoDbAccessException", "a type")),
            Map.entry("batchtask.netserver.errors.not-found", List.of("SoDbAccessException", "a type")),
            Map.entry("batchtask.netserver.errors.sign-in", List.of("SoDbAccessException", "a type")),
            Map.entry("batchtask.netserver.system-user.environment", List.of("qaonline", "production")));

    @TempDir
    private static Path folder;

    /** Where that key may be set, and everything else is well. To open a key store takes longer than all the rest. */
    private static Given readyFor(Key key) {
        return key.name().startsWith("batchtask.netserver.tls.") ? withKeyStore(ready()) : ready();
    }

    private static Given withKeyStore(Given ready) {
        return ready.file(
                        "batchtask.netserver.tls.key-store",
                        PemFiles.path("rsa.bag.pem").toString())
                .file("batchtask.netserver.tls.key-store-password", StoreFiles.PASSWORD);
    }

    private static Given ready() {
        return Given.complete()
                .file("batchtask.netserver.username", "somebody")
                .file("batchtask.netserver.password", "hunter22")
                .file("batchtask.management.token", "at least 16 characters")
                .file("batchtask.netserver.proxy.url", "http://proxy.example:3128")
                .file("batchtask.netserver.proxy.username", "somebody")
                .file("batchtask.netserver.proxy.password", "hunter22")
                .file("batchtask.netserver.access-token", "8A:Cust12345.abc")
                .file("batchtask.netserver.tenant", "Cust12345")
                .file("batchtask.netserver.application-token", "client secret")
                .file("batchtask.netserver.system-user.token", "App-AbCdEf")
                .file("batchtask.netserver.system-user.private-key", "a key")
                .file("batchtask.netserver.system-user.environment", "sod");
    }

    static Stream<Arguments> rightValues() {
        return Key.all().stream().filter(key -> !key.isOpen()).flatMap(key -> right(key).entrySet().stream()
                .map(sample -> Arguments.of(key, sample.getKey(), sample.getValue())));
    }

    @ParameterizedTest
    @MethodSource("rightValues")
    void aRightValueIsReadFromTheEnvironment(Key key, String text, Object value) {
        Settings settings =
                readyFor(key).environment(key.environmentName(), text).settings();
        assertThat(Value.of(settings, key)).isEqualTo(value);
    }

    @ParameterizedTest
    @MethodSource("rightValues")
    void aRightValueIsReadFromAProperty(Key key, String text, Object value) {
        Settings settings = readyFor(key).property(key.name(), text).settings();
        assertThat(Value.of(settings, key)).isEqualTo(value);
    }

    static Stream<Arguments> wrongValues() {
        return Key.all().stream().flatMap(key -> wrong(key).stream().map(text -> Arguments.of(key, text)));
    }

    @ParameterizedTest
    @MethodSource("wrongValues")
    void aWrongValueIsTheOnlyProblemAndSaysWhatIsAllowed(Key key, String text) {
        assertThat(readyFor(key).property(key.name(), text).problems())
                .singleElement()
                .asString()
                .startsWith(key.name() + " = ")
                .contains("is not allowed: ");
    }

    @Test
    void namesAndVariablesAreUnique() {
        assertThat(Key.all()).extracting(Key::name).doesNotHaveDuplicates();
        assertThat(KnownKeys.names()).extracting(Key::environmentName).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("io.batchtask.bridge.settings.Key#all")
    void eachDurationAndEachNumberHasALimit(Key key) {
        if (key.type() == Duration.class) {
            assertThat(key.method().isAnnotationPresent(AtLeast.class)).isTrue();
        }
        if (key.type() == int.class || key.type() == double.class) {
            assertThat(key.method().isAnnotationPresent(Range.class)).isTrue();
        }
    }

    /** Texts that are allowed and what they become. A type that was not thought of fails here. */
    private static Map<String, Object> right(Key key) {
        Class<?> type = key.type();
        if (FORMS.containsKey(key.name())) {
            String text = FORMS.get(key.name()).get(0);
            return Map.of(text, type == Set.class ? Set.of(text) : text);
        } else if (type == int.class) {
            return Map.of("11", 11);
        } else if (type == double.class) {
            return Map.of("11", 11.0, "0.5", 0.5);
        } else if (type == boolean.class) {
            return Map.of("true", true, "FALSE", false);
        } else if (type == Duration.class) {
            return Map.of("7s", Duration.ofSeconds(7), "PT8S", Duration.ofSeconds(8));
        } else if (type == URI.class) {
            return Map.of("http://other/Services86", URI.create("http://other/Services86"));
        } else if (type == ZoneId.class) {
            return Map.of("Europe/Oslo", ZoneId.of("Europe/Oslo"));
        } else if (type == Path.class) {
            Path file =
                    switch (key.name().replaceAll(".*\\.", "")) {
                        case "trust-store" -> StoreFiles.pem(folder.resolve("some.pem"));
                        case "key" -> PemFiles.path("rsa.pkcs1.key");
                        default -> StoreFiles.own(folder.resolve("some.p12"), "PKCS12");
                    };
            return Map.of(file.toString(), file);
        } else if (type == Set.class) {
            return Map.of(
                    "native, connect ,spring",
                    Set.of(DeadLetterFamily.values()),
                    "spring",
                    Set.of(DeadLetterFamily.SPRING));
        } else if (type.isEnum()) {
            return Stream.of((Enum<?>[]) type.getEnumConstants())
                    .collect(java.util.stream.Collectors.toMap(
                            io.batchtask.bridge.task.Words::of, constant -> constant));
        } else if (type == String.class) {
            return Map.of("some text", "some text");
        } else if (type == Secret.class) {
            return Map.of(); // has a test of its own
        }
        throw new AssertionError("no sample for " + key.name() + " of type " + type);
    }

    /** Texts that are not allowed; none where every text is. */
    private static List<String> wrong(Key key) {
        List<String> texts = new ArrayList<>();
        Class<?> type = key.type();
        Range range = key.method().getAnnotation(Range.class);
        if (range != null) {
            texts.addAll(
                    List.of("eleven", "1e1x", "NaN", String.valueOf(range.min() - 1), String.valueOf(range.max() + 1)));
            texts.addAll(type == int.class ? List.of("11.0", "0x10", "99999999999") : List.of("-0.1", "1e400"));
        } else if (type == Duration.class) {
            texts.addAll(List.of("soon", "10", "-1s", "PT-1S", "10 parsecs", "1.5s", "366d", "999999999999999d"));
        } else if (type == boolean.class) {
            texts.addAll(List.of("yes", "1", "ture"));
        } else if (type == URI.class) {
            texts.addAll(List.of("some where", "nonsense"));
        } else if (type == ZoneId.class) {
            texts.addAll(List.of("Middle/Earth", "oslo"));
        } else if (type.isEnum()) {
            texts.add("bogus");
        }
        if (FORMS.containsKey(key.name())) {
            texts.add(FORMS.get(key.name()).get(1));
        } else if (type == Set.class) {
            texts.addAll(List.of("bogus", "native,bogus"));
        }
        return texts;
    }
}
