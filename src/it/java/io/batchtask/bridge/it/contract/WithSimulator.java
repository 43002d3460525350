package io.batchtask.bridge.it.contract;

import io.batchtask.bridge.dev.netserver.NetServerSimulator;
import org.junit.jupiter.api.AutoClose;

/** A simulator for each test, and a client that calls it. */
abstract class WithSimulator {
    static final String TICKET = SoapByHand.ticket(NetServerSimulator.TICKET);

    @AutoClose
    final NetServerSimulator netServer = NetServerSimulator.start();

    final SoapByHand client = new SoapByHand(netServer.url());
}
