package io.batchtask.bridge.intake;

import java.time.Duration;

/** Leases of a length. */
final class Leases {
    private Leases() {}

    /** One that lasts longer than any test. */
    static Lease lasting() {
        return lasting(Duration.ofHours(1));
    }

    static Lease lasting(Duration session) {
        Lease lease = new Lease(session);
        lease.confirmed(lease.ask());
        return lease;
    }
}
