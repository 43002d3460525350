package io.batchtask.bridge.dev;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.dev.DemoBalance.Balance;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoBalanceTest {
    private final DemoBalance books = new DemoBalance();

    @Test
    void requestsThatEachEndedInOnePlaceBalance() {
        books.published(0, 0);
        books.rejected(0, 1);
        books.published(1, 0);
        Balance balance = books.close(Map.of(0, 2L, 1, 1L, 2, 0L), Map.of(0, 2L, 1, 1L, 2, 0L));
        assertThat(balance).hasToString("received 3 = published 2 + rejected 1 + dropped 0: the books balance");
        assertThat(balance.complaint(false)).isNull();
    }

    @Test
    void aRequestOfWhichNothingCameBreaksTheBalance() {
        books.published(0, 0);
        books.published(0, 2);
        Balance balance = books.close(Map.of(0, 3L), Map.of(0, 3L));
        assertThat(balance.missing()).isEqualTo(1);
        assertThat(balance.toString()).contains("DO NOT BALANCE", "missing 1");
        assertThat(balance.complaint(false)).isEqualTo("the books do not balance");
        assertThat(balance.complaint(true)).isEqualTo("the books do not balance");
    }

    @Test
    void aRequestThatWasPublishedAndRejectedBreaksTheBalance() {
        books.published(0, 0);
        books.rejected(0, 0);
        Balance balance = books.close(Map.of(0, 1L), Map.of(0, 1L));
        assertThat(balance.twofold()).isEqualTo(1);
        assertThat(balance.complaint(false)).isEqualTo("the books do not balance");
    }

    @Test
    void oneLostAndOneInTwoPlacesDoNotCancelOut() {
        books.published(0, 0);
        books.rejected(0, 0);
        Balance balance = books.close(Map.of(0, 2L), Map.of(0, 2L));
        assertThat(balance.received()).isEqualTo(balance.published() + balance.rejected());
        assertThat(balance.complaint(false)).isEqualTo("the books do not balance");
    }

    @Test
    void aRepeatIsCountedAndBalances() {
        books.published(0, 0);
        books.published(0, 0);
        Balance balance = books.close(Map.of(0, 1L), Map.of(0, 1L));
        assertThat(balance.repeats()).isEqualTo(1);
        assertThat(books.events()).isEqualTo(2);
        assertThat(balance.complaint(false)).isNull();
    }

    @Test
    void requestsNotFinishedAreAFailureUnlessTheUserEndedTheDemo() {
        books.published(0, 0);
        books.published(0, 1); // published, and not yet committed: will be repeated
        Balance balance = books.close(Map.of(0, 5L), Map.of(0, 1L));
        assertThat(balance.isEven()).isTrue();
        assertThat(balance.complaint(false)).isEqualTo("4 requests are not finished");
        assertThat(balance.complaint(true)).isNull();
    }

    @Test
    void aPartitionNeverCommittedIsAllWaiting() {
        assertThat(books.close(Map.of(0, 3L), Map.of()).waiting()).isEqualTo(3);
    }
}
