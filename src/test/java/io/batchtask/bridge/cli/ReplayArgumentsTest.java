package io.batchtask.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.batchtask.bridge.replay.LetterFilter;
import io.batchtask.bridge.replay.ReplayOptions;
import io.batchtask.bridge.replay.ReplaySettings;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class ReplayArgumentsTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private static final ReplaySettings SETTINGS =
            new ReplaySettings("ids", "ids.dlq", "ids.dlq.replayed", "bridge", OptionalInt.empty());

    @Command
    private static final class Carrier {
        @Mixin
        private ReplayArguments arguments;
    }

    private static ReplayOptions options(String... line) {
        Carrier carrier = new Carrier();
        new CommandLine(carrier).parseArgs(line);
        return carrier.arguments.options(SETTINGS, "info", Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void withoutAnyEveryLetterIsMeantOnceAndWithoutALimit() {
        ReplayOptions options = options();

        assertThat(options)
                .isEqualTo(new ReplayOptions(
                        LetterFilter.ALL, Long.MAX_VALUE, 0, 0, 3, false, false, Optional.empty(), options.by()));
        assertThat(options.by()).matches("[^@]+@[^@]+");
    }

    @Test
    void eachOptionArrives() {
        ReplayOptions options =
                options("--class=poison,contract --code http-503 --task 42,43 --key a,b --key c --since 2h --until 1h"
                        .concat(" --max 500 --rate 100 --canary 10 --max-replays 5 --again --dry-run --to ids")
                        .split(" "));

        assertThat(options)
                .isEqualTo(new ReplayOptions(
                        new LetterFilter(
                                Set.of("poison", "contract"),
                                Set.of("http-503"),
                                Set.of(42, 43),
                                Set.of("a,b", "c"),
                                Optional.of(NOW.minusSeconds(7_200)),
                                Optional.of(NOW.minusSeconds(3_600))),
                        500,
                        100,
                        10,
                        5,
                        true,
                        true,
                        Optional.of("ids"),
                        options.by()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--class poison contract", "--class poison,contract", "--class poison --class contract"})
    void severalValuesAreWrittenInAnyWay(String line) {
        assertThat(options(line.split(" ")).filter().classes()).containsExactlyInAnyOrder("poison", "contract");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--class poisoned | --class 'poisoned' is none: one of malformed, not-found, refused, sign-in,",
                "--task 0 | --task 0 is none: 1 to 2147483647",
                "--task 2147483648 | --task",
                "--task many | --task",
                "--max 0 | --max 0 is not allowed",
                "--rate 0 | --rate 0 is not allowed: 1 to 1000000",
                "--rate 1000001 | --rate 1000001 is not allowed",
                "--rate fast | --rate",
                "--canary 0 | --canary 0 is not allowed: 1 to 1000",
                "--canary 1001 | --canary 1001 is not allowed",
                "--max-replays 0 | --max-replays 0 is not allowed",
                "--since yesterday | --since: 'yesterday' is no time: 2026-11-24T12:30:00Z",
                "--until 12.5. | --until: '12.5.' is no time",
                "--since 1h --until 1h | --since 1h is not before --until 1h",
                "--since 1h --until 2h | --since 1h is not before --until 2h",
                "--to ids.dlq | --to ids.dlq is not allowed: that topic has another purpose",
                "--to ids.dlq.replayed | another purpose",
                "--to info | another purpose",
                "--to elsewhere --canary 1 | --canary needs the bridge to finish them, which reads ids and not elsewhere",
            })
    void whatIsWrongIsNamed(String line, String complaint) {
        assertThatThrownBy(() -> options(line.split(" ")))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining(complaint);
    }
}
