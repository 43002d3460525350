package io.batchtask.bridge.replay;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** One reading of the dead letters, to count them or to send them; each letter is taken or left. */
final class Pass {
    private final Run run;
    private final Backlog backlog;
    private final Taker taker;
    private final Tally tally = new Tally();

    Pass(Run run, Backlog backlog, Taker taker) {
        this.run = run;
        this.backlog = backlog;
        this.taker = taker;
    }

    /** What would become of each. */
    Outcome count() throws ReplayRefused, InterruptedException, Stopped {
        if (backlog.hidden() > 0) {
            run.listener()
                    .note("up to " + backlog.hidden() + " dead letters are in open transactions of other programs, and"
                            + " left for the next run");
        }
        boolean whole = read(
                record -> {
                    Letter letter = new Letter(record);
                    tally.add(letter.kind(), taker.take(letter).fate(), letter.failedAt());
                    return true;
                },
                run.listener()::counting);
        if (!whole) {
            throw new Stopped();
        }
        return outcome(Outcome.End.DONE, List.of());
    }

    private boolean read(RangeReader.Each each, RangeReader.Progress progress)
            throws ReplayRefused, InterruptedException, Stopped {
        return run.read(run.settings().deadLetterTopic(), backlog.ranges(), each, progress);
    }

    private Outcome outcome(Outcome.End end, List<String> more) {
        List<String> words = new ArrayList<>(more);
        if (!taker.otherTopics().isEmpty()) {
            words.add("left, because they came from other topics: " + String.join(", ", taker.otherTopics()));
        }
        return new Outcome(end, tally, words);
    }

    /** @param toSend letters, as counted */
    Outcome send(Transactions transactions, long toSend) throws ReplayRefused, InterruptedException {
        Sending sending = new Sending(transactions, toSend);
        try {
            boolean whole = read(sending, RangeReader.Progress.IGNORED);
            sending.end();
            List<String> objections = sending.objections;
            return objections.isEmpty()
                    ? outcome(whole ? Outcome.End.DONE : Outcome.End.STOPPED, List.of())
                    : outcome(Outcome.End.CANARY_FAILED, objections);
        } catch (Stopped between) {
            return outcome(Outcome.End.STOPPED, List.of());
        } catch (ReplayRefused midway) {
            throw midway.after(tally);
        }
    }

    /** Sends those that are taken, the canary first. */
    private final class Sending implements RangeReader.Each {
        private final Returns returns = new Returns(run.target(), run.options().by(), run.clock());
        private final Pace pace = new Pace(run.options().rate());
        private final Canary canary = new Canary(run, backlog);
        private final Sender sender;
        private boolean canaryFlies = run.options().canary() > 0;
        private List<String> objections = List.of();

        Sending(Transactions transactions, long toSend) {
            this.sender = new Sender(transactions, tally, canary::add, run.listener(), toSend, System::nanoTime);
        }

        @Override
        public boolean take(ConsumerRecord<byte[], byte[]> record) throws ReplayRefused, InterruptedException, Stopped {
            Letter letter = new Letter(record);
            Taken taken = taker.take(letter);
            if (taken.fate() != Fate.SENT) {
                tally.add(letter.kind(), taken.fate(), letter.failedAt());
                return true;
            }
            if (!pace.take(run.stop())) {
                return false;
            }
            sender.add(returns.of(letter, taken.original()));
            return !canaryFlies || taker.taken() < run.options().canary() || canaryLands();
        }

        private boolean canaryLands() throws ReplayRefused, InterruptedException, Stopped {
            sender.flush();
            canaryFlies = false;
            objections = canary.objections();
            return objections.isEmpty();
        }

        /** Also of fewer letters than the canary was to have. */
        void end() throws ReplayRefused, InterruptedException, Stopped {
            sender.flush();
            if (canaryFlies && !run.stop().isSet()) {
                canaryLands();
            }
        }
    }
}
