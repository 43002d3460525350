package io.batchtask.bridge.cli;

import io.batchtask.bridge.failure.Excerpt;
import io.batchtask.bridge.replay.Fate;
import io.batchtask.bridge.replay.ReplayListener;
import io.batchtask.bridge.replay.Tally;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/** What is said and asked while a replay runs. */
final class ReplayConversation implements ReplayListener {
    /** More than so many are not sent where nobody can be asked, unless that was said before. */
    static final long UNASKED = 1_000;

    /** Why nothing was sent. */
    enum Declined {
        /** Nobody declined. */
        NO,
        /** The answer was no. */
        ANSWER,
        /** There was nobody to ask. */
        NOBODY_TO_ASK
    }

    private final boolean yes;
    private final String target;
    private final Terminal terminal;
    private final ReplayProgress progress;
    private final BiConsumer<Tally, String> table;
    private final UnaryOperator<String> redact;
    private Declined declined = Declined.NO;
    private volatile boolean asking;

    /**
     * @param yes whether nobody is to be asked
     * @param target where they go
     * @param table prints that, with what becomes of those that count
     * @param redact takes secrets out of Kafka's reasons
     */
    ReplayConversation(
            boolean yes,
            String target,
            Terminal terminal,
            ReplayProgress progress,
            BiConsumer<Tally, String> table,
            UnaryOperator<String> redact) {
        this.yes = yes;
        this.target = target;
        this.terminal = terminal;
        this.progress = progress;
        this.table = table;
        this.redact = redact;
    }

    Declined declined() {
        return declined;
    }

    /** Whether an answer is waited for, which may never come; nothing has been sent then. */
    boolean isAsking() {
        return asking;
    }

    @Override
    public void note(String line) {
        progress.note(Excerpt.line(redact.apply(line)));
    }

    @Override
    public void counting(long read, long of) {
        progress.at("reading", "offsets", read, of);
    }

    @Override
    public boolean mayBegin(Tally found) {
        progress.end();
        declined = decline(found);
        return declined == Declined.NO;
    }

    private Declined decline(Tally found) {
        long count = found.count(Fate.SENT);
        if (yes || count == 0) {
            return Declined.NO;
        }
        if (!terminal.attended()) {
            return count > UNASKED ? Declined.NOBODY_TO_ASK : Declined.NO;
        }
        table.accept(found, "would be sent back to " + target);
        return agreed("Send " + ReplayTable.number(count) + " back to " + target + "? [y/N] ")
                ? Declined.NO
                : Declined.ANSWER;
    }

    private boolean agreed(String question) {
        asking = true;
        try {
            String answer = terminal.ask(question);
            return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y(es)?");
        } finally {
            asking = false;
        }
    }

    @Override
    public void sending(long sent, long of) {
        progress.at("sending", "letters", sent, of);
    }
}
