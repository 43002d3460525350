package io.batchtask.bridge.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far it is: a bar on a terminal, elsewhere a line now and then. Neither is an answer: both go to the complaints. */
final class ReplayProgress {
    private static final long PAUSE_NANOS = Duration.ofSeconds(10).toNanos();
    private static final int REFRESH_MILLIS = 250;
    private static final int COLUMNS = 79; // the narrowest terminal in use; a line that wraps cannot be taken back

    private final PrintWriter err;
    private final boolean bars;
    private final LongSupplier nanos;
    private String stage = "";
    private long began;
    private long said;
    private ProgressBar bar;

    /**
     * @param bars whether {@code err} is a terminal
     * @param nanos as {@link System#nanoTime}
     */
    ReplayProgress(PrintWriter err, boolean bars, LongSupplier nanos) {
        this.err = err;
        this.bars = bars;
        this.nanos = nanos;
    }

    /** @param stage a word such as {@code reading}; another one than before begins anew */
    void at(String stage, String unit, long done, long of) {
        if (!stage.equals(this.stage)) {
            end();
            this.stage = stage;
            began = nanos.getAsLong();
            said = began;
            bar = bars ? bar(stage, unit, of) : null;
        }
        if (bar != null) {
            bar.stepTo(done);
        } else if (nanos.getAsLong() - said >= PAUSE_NANOS) {
            said = nanos.getAsLong();
            note(line(unit, done, of));
        }
    }

    private String line(String unit, long done, long of) {
        double seconds = (said - began) / 1e9;
        long rate = Math.round(done / seconds);
        String left = rate == 0 ? "" : ", " + (of - done) / rate + " s left";
        return stage + ": " + ReplayTable.number(done) + " of " + ReplayTable.number(of) + " " + unit + ", "
                + ReplayTable.number(rate) + " a second" + left;
    }

    private ProgressBar bar(String task, String unit, long of) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(of)
                .setUnit(" " + unit, 1)
                .showSpeed()
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(REFRESH_MILLIS)
                .setConsumer(new DelegatingProgressBarConsumer(this::draw, COLUMNS))
                .build();
    }

    private void draw(String line) {
        err.print("\r" + line);
        err.flush();
    }

    /** A line of its own; a bar is drawn again below it. */
    void note(String line) {
        err.println(bar == null ? line : "\r" + line + " ".repeat(Math.max(0, COLUMNS - line.length())));
        err.flush();
    }

    /** Nothing more is to come of this stage. */
    void end() {
        if (bar != null) {
            bar.close();
            err.println();
            err.flush();
            bar = null;
        }
        stage = "";
    }
}
