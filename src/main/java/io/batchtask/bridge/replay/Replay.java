package io.batchtask.bridge.replay;

import io.batchtask.bridge.kafka.ToolClients;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;

/** Sends dead letters back to the topic they came from, each once. */
public final class Replay {
    private final ToolClients clients;
    private final ReplaySettings settings;
    private final ReplayOptions options;
    private final ReplayListener listener;
    private final Clock clock;
    private final StopSignal stop = new StopSignal();

    /**
     * @param clients of Kafka, with the user's settings
     * @param listener is told and asked, on the thread that calls {@link #run}
     */
    public Replay(
            ToolClients clients, ReplaySettings settings, ReplayOptions options, ReplayListener listener, Clock clock) {
        this.clients = clients;
        this.settings = settings;
        this.options = options;
        this.listener = listener;
        this.clock = clock;
    }

    /**
     * Runs to the end, on this thread. A dry run ends as {@link Outcome.End#DECLINED} when it has counted, and does not
     * ask.
     *
     * @throws ReplayRefused if another replay runs, a topic or a right is missing, or a later replay has taken over
     */
    public Outcome run() throws ReplayRefused, InterruptedException {
        Attempts attempts = new Attempts(listener, stop);
        try (Admin admin = clients.admin()) {
            Run run = new Run(admin, clients, settings, options, listener, stop, attempts, clock);
            ReplayTopics topics = new ReplayTopics(run);
            return options.dryRun() ? dry(run, topics) : wet(run, topics);
        } catch (Stopped beforeTheFirst) {
            return new Outcome(Outcome.End.STOPPED, new Tally(), List.of());
        }
    }

    /** From any thread: the transaction under way is finished, then {@link #run} returns. */
    public void stop() {
        stop.set();
    }

    /** Needs no right but to read. */
    private static Outcome dry(Run run, ReplayTopics topics) throws ReplayRefused, InterruptedException, Stopped {
        ReplayTopics.Found deadLetters = topics.deadLetters();
        Optional<ReplayTopics.Found> replayed = topics.replayed();
        Backlog backlog = run.backlog(run.settings().deadLetterTopic(), deadLetters.partitions());
        ReplayedOffsets before = replayed.isPresent()
                ? new ReplayedTopic(run, replayed.get(), deadLetters).read(backlog)
                : new ReplayedOffsets();
        try (ValuesLeftBehind leftBehind = new ValuesLeftBehind(run, topics)) {
            return new Pass(run, backlog, new Taker(run, before, leftBehind::of))
                    .count()
                    .as(Outcome.End.DECLINED);
        }
    }

    private static Outcome wet(Run run, ReplayTopics topics) throws ReplayRefused, InterruptedException, Stopped {
        ReplayTopics.Found deadLetters = topics.deadLetters();
        topics.mustTakeLetters(run.target());
        ReplayedTopic replayed = new ReplayedTopic(run, topics.replayedOrMade(), deadLetters);
        try (ReplayMember member = ReplayMember.join(run);
                Transactions transactions = Transactions.of(
                        run, new RecentlySole(member, System::nanoTime), replayed, topics.batchSize(run.target()));
                ValuesLeftBehind leftBehind = new ValuesLeftBehind(run, topics)) {
            transactions.open(); // from here on, what is committed is all that has been sent back
            topics.mustStillBe(deadLetters);
            Backlog backlog = run.backlog(run.settings().deadLetterTopic(), deadLetters.partitions());
            ReplayedOffsets before = replayed.read(backlog);
            Outcome found = new Pass(run, backlog, new Taker(run, before, leftBehind::of)).count();
            long toSend = found.tally().count(Fate.SENT);
            if (toSend == 0) {
                return found;
            }
            run.stop().check();
            if (!run.listener().mayBegin(found.tally())) {
                return found.as(Outcome.End.DECLINED);
            }
            topics.mustStillBe(deadLetters);
            return new Pass(run, backlog, new Taker(run, before, leftBehind::of)).send(transactions, toSend);
        }
    }
}
