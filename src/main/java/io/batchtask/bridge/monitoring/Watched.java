package io.batchtask.bridge.monitoring;

import io.batchtask.bridge.http.HttpTransport;
import io.batchtask.bridge.intake.Intake;
import io.batchtask.bridge.netserver.ServiceLocation;
import io.batchtask.bridge.relay.Relay;
import io.batchtask.bridge.signin.Tickets;

/** The parts of a running service that an operator sees something of. */
public record Watched(Relay relay, Tickets tickets, ServiceLocation location, HttpTransport http) {
    Intake intake() {
        return relay.intake();
    }
}
