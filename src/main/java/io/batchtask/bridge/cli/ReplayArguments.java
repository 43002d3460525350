package io.batchtask.bridge.cli;

import io.batchtask.bridge.failure.FailureClass;
import io.batchtask.bridge.replay.LetterFilter;
import io.batchtask.bridge.replay.ReplayOptions;
import io.batchtask.bridge.replay.ReplaySettings;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What stands behind {@code replay} on the command line. */
final class ReplayArguments {
    private static final List<String> CLASSES =
            Stream.of(FailureClass.values()).map(FailureClass::word).toList();

    @Option(names = "--class", paramLabel = "C", arity = "1..*", split = ",", description = "only of these classes")
    private Set<String> classes = Set.of();

    @Option(names = "--code", paramLabel = "C", arity = "1..*", split = ",", description = "only with these codes")
    private Set<String> codes = Set.of();

    @Option(names = "--task", paramLabel = "ID", arity = "1..*", split = ",", description = "only for these tasks")
    private Set<Integer> tasks = Set.of();

    @Option(
            names = "--key",
            paramLabel = "K",
            arity = "1..*",
            description = "only with these record keys; a comma is part of a key")
    private Set<String> keys = Set.of();

    @Option(
            names = "--since",
            paramLabel = "T",
            description = "only what failed then or later; T is " + PointInTime.FORMS)
    private String since;

    @Option(names = "--until", paramLabel = "T", description = "only what failed before then")
    private String until;

    @Option(names = "--max", paramLabel = "N", description = "at most so many are sent back")
    private long max = Long.MAX_VALUE;

    @Option(names = "--rate", paramLabel = "N", description = "at most so many a second, 1 to 1000000")
    private Integer rate;

    @Option(
            names = "--canary",
            paramLabel = "N",
            description =
                    "sends so many first, 1 to 1000, and goes on when the bridge has finished them and none is back")
    private Integer canary;

    @Option(
            names = "--max-replays",
            paramLabel = "N",
            description = "leaves alone what has been sent back so often, default ${DEFAULT-VALUE}")
    private int maxReplays = 3;

    @Option(names = "--again", description = "also what an earlier run has sent back")
    private boolean again;

    @Option(names = "--dry-run", description = "prints what would be sent back, and sends nothing")
    private boolean dryRun;

    @Option(names = "--yes", description = "does not ask")
    private boolean yes;

    @Option(
            names = "--to",
            paramLabel = "TOPIC",
            description = "sends them there, whichever topic they came from, instead of to the ids topic")
    private String to;

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    /** Whether nobody is to be asked. */
    boolean yes() {
        return yes;
    }

    /** Where they go. */
    String target(ReplaySettings settings) {
        return to == null ? settings.idsTopic() : to;
    }

    /** @throws ParameterException if something is out of its range, or contradicts something else */
    ReplayOptions options(ReplaySettings settings, String infoTopic, Clock clock) {
        classes.forEach(name ->
                rule(CLASSES.contains(name), "--class '" + name + "' is none: one of " + String.join(", ", CLASSES)));
        tasks.forEach(id -> rule(id >= 1, "--task " + id + " is none: 1 to " + Integer.MAX_VALUE));
        rule(max >= 1, "--max " + max + " is not allowed: 1 or more");
        within("--rate", rate, 1_000_000);
        within("--canary", canary, 1_000);
        rule(maxReplays >= 1, "--max-replays " + maxReplays + " is not allowed: 1 or more");
        Optional<Instant> from = time("--since", since, clock);
        Optional<Instant> before = time("--until", until, clock);
        rule(
                from.isEmpty() || before.isEmpty() || from.get().isBefore(before.get()),
                "--since " + since + " is not before --until " + until);
        Set<String> others = Set.of(settings.deadLetterTopic(), settings.replayedTopic(), infoTopic);
        rule(to == null || !others.contains(to), "--to " + to + " is not allowed: that topic has another purpose");
        rule(
                canary == null || settings.idsTopic().equals(target(settings)),
                "--canary needs the bridge to finish them, which reads " + settings.idsTopic() + " and not " + to);
        return new ReplayOptions(
                new LetterFilter(
                        Set.copyOf(classes), Set.copyOf(codes), new HashSet<>(tasks), Set.copyOf(keys), from, before),
                max,
                rate == null ? 0 : rate,
                canary == null ? 0 : canary,
                maxReplays,
                again,
                dryRun,
                Optional.ofNullable(to),
                who());
    }

    private static String who() {
        String host = HostName.get();
        return System.getProperty("user.name") + "@" + (host.isEmpty() ? "localhost" : host);
    }

    private Optional<Instant> time(String option, String text, Clock clock) {
        try {
            return Optional.ofNullable(text).map(given -> PointInTime.of(given, clock));
        } catch (IllegalArgumentException none) {
            throw new ParameterException(spec.commandLine(), option + ": " + none.getMessage(), none);
        }
    }

    private void within(String option, Integer given, int most) {
        rule(given == null || (given >= 1 && given <= most), option + " " + given + " is not allowed: 1 to " + most);
    }

    private void rule(boolean fulfilled, String complaint) {
        if (!fulfilled) {
            throw new ParameterException(spec.commandLine(), complaint);
        }
    }
}
