package io.batchtask.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.replay.Fate;
import io.batchtask.bridge.replay.Tally;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayConversationTest {
    private final StringWriter said = new StringWriter();
    private final List<String> tables = new ArrayList<>();
    private final List<String> questions = new ArrayList<>();
    private long nanos;

    private ReplayConversation conversation(boolean yes, boolean attended, String answer) {
        Terminal terminal = new Terminal() {
            @Override
            public boolean attended() {
                return attended;
            }

            @Override
            public String ask(String question) {
                questions.add(question);
                return answer;
            }
        };
        return new ReplayConversation(
                yes,
                "ids",
                terminal,
                new ReplayProgress(new PrintWriter(said), false, () -> nanos),
                (tally, words) -> tables.add(words),
                text -> text.replace("s3cret", "***"));
    }

    private static Tally tally(int sent) {
        Tally tally = new Tally();
        for (int i = 0; i < sent; i++) {
            tally.add(new Tally.Kind("poison", "http-503"), Fate.SENT, null);
        }
        tally.add(new Tally.Kind("poison", "http-503"), Fate.EXHAUSTED, null);
        return tally;
    }

    @ParameterizedTest
    @CsvSource({
        "false, false, 1000, NO",
        "false, false, 1001, NOBODY_TO_ASK",
        "true, false, 1001, NO",
        "true, true, 1, NO",
        "false, true, 0, NO",
    })
    void itBeginsWithoutAQuestionOrNotAtAll(
            boolean yes, boolean attended, int count, ReplayConversation.Declined declined) {
        ReplayConversation conversation = conversation(yes, attended, "y");

        assertThat(conversation.mayBegin(tally(count))).isEqualTo(declined == ReplayConversation.Declined.NO);
        assertThat(conversation.declined()).isEqualTo(declined);
        assertThat(questions).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            value = {"y, true", "Y, true", "' yes ', true", "n, false", "'', false", "yesterday, false", "null, false"},
            nullValues = "null")
    void aPersonIsShownTheTableAndDecides(String answer, boolean begins) {
        ReplayConversation conversation = conversation(false, true, answer);

        assertThat(conversation.mayBegin(tally(1_234))).isEqualTo(begins);
        assertThat(questions).containsExactly("Send 1,234 back to ids? [y/N] ");
        assertThat(tables).containsExactly("would be sent back to ids");
        assertThat(conversation.isAsking()).isFalse();
    }

    @Test
    void withoutATerminalThereIsALineEveryTenSeconds() {
        ReplayConversation conversation = conversation(false, false, null);
        for (int second = 0; second <= 25; second++) {
            nanos = second * 1_000_000_000L;
            conversation.counting(second * 2_000L, 100_000);
        }
        conversation.mayBegin(tally(10));
        for (int second = 26; second <= 40; second++) {
            nanos = second * 1_000_000_000L;
            conversation.sending((second - 26) * 100L, 10_000);
        }
        conversation.note("cannot read: s3cret\nis refused");

        assertThat(said.toString().lines())
                .containsExactly(
                        "reading: 20,000 of 100,000 offsets, 2,000 a second, 40 s left",
                        "reading: 40,000 of 100,000 offsets, 2,000 a second, 30 s left",
                        "sending: 1,000 of 10,000 letters, 100 a second, 90 s left",
                        "cannot read: *** is refused");
    }

    @Test
    void onATerminalThereIsABarThatShowsRateAndTimeLeft() {
        StringWriter screen = new StringWriter();
        ReplayProgress progress = new ReplayProgress(new PrintWriter(screen), true, () -> nanos);

        progress.at("sending", "letters", 0, 10_000);
        progress.at("sending", "letters", 5_000, 10_000);
        progress.note("a canary");
        progress.end();

        assertThat(screen.toString()).contains("\ra canary ", " letters/s", "5000/10000 letters", " 50% [");
        assertThat(screen.toString().split("[\r\n]+")).allMatch(line -> line.length() <= 79);
    }
}
