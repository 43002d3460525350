package io.batchtask.bridge.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

/** No option of Kafka's clients, also of a later version's, is left to chance: each is named in the rooms' decisions. */
class ClientOptionsTest {
    private static final Path ROOMS = Path.of("src/main/java/io/batchtask/bridge");
    private static final Pattern NAMED = Pattern.compile("\\{@code ([a-z0-9.]+?)(\\.\\*)?}");

    private final Set<String> named = new TreeSet<>();
    private final Set<String> families = new TreeSet<>();

    ClientOptionsTest() throws IOException {
        for (String room : Set.of("kafka", "health")) {
            String decisions = Files.readString(ROOMS.resolve(room).resolve("package-info.java"));
            NAMED.matcher(decisions).results().forEach(this::add);
        }
    }

    private void add(MatchResult name) {
        (name.group(2) == null ? named : families).add(name.group(1));
    }

    private static Set<String> options() {
        return Stream.of(ConsumerConfig.configDef(), ProducerConfig.configDef(), AdminClientConfig.configDef())
                .map(ConfigDef::configKeys)
                .flatMap(keys -> keys.values().stream())
                .filter(key -> !key.internalConfig)
                .map(key -> key.name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyOptionOfEveryClientIsDecided() {
        assertThat(options()).hasSizeGreaterThan(100).allSatisfy(option -> assertThat(
                        named.contains(option) || families.contains(option.split("\\.")[0]))
                .as(option)
                .isTrue());
    }

    @Test
    void whatIsDecidedIsAnOption() {
        assertThat(options()).containsAll(named);
        assertThat(families).containsExactly("sasl", "ssl");
    }

    @Test
    void whatWeChangeIsNamed() {
        assertThat(Stream.of(ClientDefaults.CONSUMER, ClientDefaults.PRODUCER)
                        .flatMap(changed -> changed.keySet().stream())
                        .toList())
                .isSubsetOf((Collection<String>) named);
    }
}
