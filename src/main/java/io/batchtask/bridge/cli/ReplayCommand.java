package io.batchtask.bridge.cli;

import io.batchtask.bridge.failure.Excerpt;
import io.batchtask.bridge.replay.Fate;
import io.batchtask.bridge.replay.Outcome;
import io.batchtask.bridge.replay.Replay;
import io.batchtask.bridge.replay.ReplayOptions;
import io.batchtask.bridge.replay.ReplayRefused;
import io.batchtask.bridge.replay.ReplaySettings;
import io.batchtask.bridge.replay.Tally;
import io.batchtask.bridge.service.ReplayWiring;
import io.batchtask.bridge.settings.Settings;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Sends dead letters back, and says what became of each. */
@Command(
        name = "replay",
        sortOptions = false,
        description =
                "Sends dead letters back to the topic they came from, each once. Without --yes it asks on a terminal;"
                        + " elsewhere it sends up to 1000.")
final class ReplayCommand implements Callable<Integer> {
    @ParentCommand
    private ConfiguredCommand bridge;

    @Mixin
    private ReplayArguments arguments;

    @Spec
    private CommandSpec spec;

    private PrintWriter out;
    private PrintWriter err;
    private Settings settings;

    @Override
    public Integer call() throws InterruptedException {
        out = spec.commandLine().getOut();
        err = spec.commandLine().getErr();
        settings = bridge.settings().settings();
        ReplaySettings installation = ReplayWiring.settings(settings);
        ReplayOptions options =
                arguments.options(installation, settings.topics().info(), Clock.systemUTC());
        Optional<String> obstacle = Obstacle.toTheCluster(settings, bridge::redact);
        if (obstacle.isPresent()) {
            err.println("nothing can be sent back: " + obstacle.get());
            return 1;
        }
        Terminal terminal = Terminal.own();
        ReplayProgress progress = new ReplayProgress(err, terminal.attended(), System::nanoTime);
        ReplayConversation conversation = new ReplayConversation(
                arguments.yes(), arguments.target(installation), terminal, progress, this::print, bridge::redact);
        Replay replay =
                new Replay(ReplayWiring.clients(settings), installation, options, conversation, Clock.systemUTC());
        ReplayStop stop = new ReplayStop(replay::stop, conversation::isAsking);
        try {
            Outcome outcome = run(replay, progress);
            boolean begun = outcome.end() != Outcome.End.DECLINED && !options.dryRun();
            print(
                    outcome.tally(),
                    (begun ? "sent back to " : "would be sent back to ") + arguments.target(installation));
            outcome.words().forEach(words -> err.println(Excerpt.line(bridge.redact(words))));
            return ended(outcome, options.dryRun(), conversation.declined());
        } catch (ReplayRefused refused) {
            refused.before().ifPresent(tally -> print(tally, "sent back to " + arguments.target(installation)));
            err.println(Excerpt.line(bridge.redact(refused.getMessage())));
            refused.before().ifPresent(tally -> err.println("the same command goes on from here"));
            return 1;
        } catch (KafkaException failed) {
            err.println(Obstacle.words(failed, settings, bridge::redact));
            return 1;
        } finally {
            stop.ended();
        }
    }

    private static Outcome run(Replay replay, ReplayProgress progress) throws ReplayRefused, InterruptedException {
        try {
            return replay.run();
        } finally {
            progress.end();
        }
    }

    private int ended(Outcome outcome, boolean dryRun, ReplayConversation.Declined declined) {
        Tally tally = outcome.tally();
        return switch (outcome.end()) {
            case DONE -> tally.count(Fate.OTHER_TOPIC) + tally.count(Fate.NOT_ACCEPTED) > 0 ? 1 : 0;
            case DECLINED -> dryRun ? 0 : declined(declined, tally.count(Fate.SENT));
            case CANARY_FAILED -> 1;
            case STOPPED -> {
                err.println("stopped before the end; the same command goes on from here");
                yield 1;
            }
        };
    }

    private int declined(ReplayConversation.Declined declined, long count) {
        return switch (declined) {
            case NOBODY_TO_ASK -> {
                err.println(ReplayTable.number(count) + " would be sent back, and there is no terminal to ask at: say"
                        + " --yes, or --max " + ReplayConversation.UNASKED);
                yield 2;
            }
            case ANSWER, NO -> {
                err.println("nothing was sent");
                yield 1;
            }
        };
    }

    private void print(Tally tally, String sent) {
        ReplayTable.lines(tally, sent).forEach(out::println);
        out.flush();
    }
}
