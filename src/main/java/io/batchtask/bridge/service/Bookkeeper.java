package io.batchtask.bridge.service;

import io.batchtask.bridge.metrics.Ledger;
import io.batchtask.bridge.netserver.Reply;
import io.batchtask.bridge.relay.Outcome;
import io.batchtask.bridge.relay.RelayListener;
import java.time.Duration;
import java.util.Optional;

/** Enters the end of each record into the ledger, and passes it on to what an operator sees. */
final class Bookkeeper implements RelayListener {
    private final Ledger ledger;
    private final Optional<RelayListener> next;

    Bookkeeper(Ledger ledger, Optional<RelayListener> next) {
        this.ledger = ledger;
        this.next = next;
    }

    @Override
    public void ended(Outcome outcome) {
        if (outcome instanceof Outcome.Published event) {
            ledger.published(event.found());
        } else if (outcome instanceof Outcome.Rejected rejected) {
            ledger.rejected(rejected.failure().failureClass());
        } else {
            ledger.dropped();
        }
        next.ifPresent(listener -> listener.ended(outcome));
    }

    @Override
    public void answered(Reply reply, Duration time) {
        next.ifPresent(listener -> listener.answered(reply, time));
    }
}
