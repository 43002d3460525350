package io.batchtask.bridge.replay;

/** That this replay is the only one of its dead letters. */
interface SoleReplay {
    /** @throws ReplayRefused if there is another */
    void mustBe() throws ReplayRefused, InterruptedException;
}
